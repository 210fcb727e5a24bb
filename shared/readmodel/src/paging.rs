//! Pages by key, never by number: stable while rows are added, and never a count of the whole table.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rusqlite::Connection;
use rusqlite::types::{Value, ValueRef};

use crate::{PageError, ReadError, Sql};

/// Rows of a page when nobody says how many.
pub const USUAL: i64 = 20;
/// The most rows of a page.
pub const MOST: i64 = 100;

/// Which page: Relay's four arguments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageArgs {
    /// How many, forward.
    pub first: Option<i32>,
    /// After this cursor.
    pub after: Option<String>,
    /// How many, backward.
    pub last: Option<i32>,
    /// Before this cursor.
    pub before: Option<String>,
}

impl PageArgs {
    /// The first `count` rows.
    #[must_use]
    pub fn first(count: i32) -> Self {
        Self { first: Some(count), ..Self::default() }
    }
}

/// Rows with their cursors, and whether there are more on either end.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// The rows in the order asked for, each with its cursor.
    pub rows: Vec<(T, String)>,
    /// More rows follow.
    pub has_next: bool,
    /// Rows precede.
    pub has_previous: bool,
}

impl<T> Page<T> {
    /// A page without rows.
    #[must_use]
    pub fn empty() -> Self {
        Self { rows: Vec::new(), has_next: false, has_previous: false }
    }
}

/// Up or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// Smallest first.
    #[default]
    Asc,
    /// Greatest first.
    Desc,
}

impl Direction {
    /// The other one.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Asc => Self::Desc,
            Self::Desc => Self::Asc,
        }
    }

    fn sql(self) -> &'static str {
        match self {
            Self::Asc => " ASC",
            Self::Desc => " DESC",
        }
    }

    fn beyond(self) -> &'static str {
        match self {
            Self::Asc => " > ",
            Self::Desc => " < ",
        }
    }
}

/// What a list is ordered by: expressions that are never null, the last one unique.
#[derive(Debug, Clone)]
pub struct Keys(pub Vec<(&'static str, Direction)>);

struct Window {
    limit: usize,
    backward: bool,
    from: Option<Vec<Value>>,
}

fn window(args: &PageArgs, keys: usize) -> Result<Window, PageError> {
    let backward = args.last.is_some() || args.before.is_some();
    if backward && (args.first.is_some() || args.after.is_some()) {
        return Err(PageError::Mixed);
    }
    let (count, cursor) =
        if backward { (args.last, &args.before) } else { (args.first, &args.after) };
    let asked = count.map_or(USUAL, i64::from);
    let size = || PageError::Size { asked, most: MOST };
    if asked > MOST {
        return Err(size());
    }
    let limit = usize::try_from(asked).map_err(|_| size())?;
    let from = cursor.as_deref().map(|cursor| decode(cursor, keys)).transpose()?;
    Ok(Window { limit, backward, from })
}

impl Keys {
    /// Runs `select … from … where …` (`query`, which ends inside its WHERE) as one page.
    ///
    /// The statement must select the key expressions first, in the order of these keys; `read` gets the row and the
    /// index of the first column after them.
    ///
    /// # Errors
    /// [`ReadError::Page`] for a page that cannot be served, otherwise when SQLite fails.
    pub fn page<T>(
        &self,
        conn: &Connection,
        query: &Sql,
        args: &PageArgs,
        mut read: impl FnMut(&rusqlite::Row<'_>, usize) -> Result<T, ReadError>,
    ) -> Result<Page<T>, ReadError> {
        let window = window(args, self.0.len())?;
        let statement = self.statement(query, &window);
        let keys = self.0.len();
        let mut rows = statement.rows(conn, |row| Ok((read(row, keys)?, cursor_in(row, keys)?)))?;
        let more = rows.len() > window.limit;
        rows.truncate(window.limit);
        let beyond = window.from.is_some();
        if window.backward {
            rows.reverse();
            return Ok(Page { rows, has_next: beyond, has_previous: more });
        }
        Ok(Page { rows, has_next: more, has_previous: beyond })
    }

    fn statement(&self, query: &Sql, window: &Window) -> Sql {
        let mut sql = query.clone();
        if let Some(from) = &window.from {
            sql.push(" AND (").append(&self.after(from, window.backward)).push(")");
        }
        sql.push(" ORDER BY ");
        for (index, (key, _)) in self.0.iter().enumerate() {
            sql.push(if index == 0 { "" } else { ", " }).push(key);
            sql.push(self.direction(index, window.backward).sql());
        }
        sql.push(" LIMIT ").bind(i64::try_from(window.limit + 1).unwrap_or(i64::MAX));
        sql
    }

    fn direction(&self, index: usize, backward: bool) -> Direction {
        let direction = self.0[index].1;
        if backward { direction.reversed() } else { direction }
    }

    /// `(a, b) > (?, ?)` where all go the same way, which an index serves; else `a > ? OR (a = ? AND b < ?)`.
    fn after(&self, from: &[Value], backward: bool) -> Sql {
        let first = self.direction(0, backward);
        if (1..self.0.len()).all(|index| self.direction(index, backward) == first) {
            let names: Vec<_> = self.0.iter().map(|(key, _)| *key).collect();
            let mut sql = Sql::new(&format!("({})", names.join(", ")));
            sql.push(first.beyond()).list(from.iter().cloned());
            return sql;
        }
        let mut sql = Sql::default();
        for index in 0..self.0.len() {
            sql.push(if index == 0 { "(" } else { " OR (" });
            for (earlier, value) in from.iter().enumerate().take(index) {
                sql.push(self.0[earlier].0).push(" = ").bind(value.clone()).push(" AND ");
            }
            sql.push(self.0[index].0).push(self.direction(index, backward).beyond());
            sql.bind(from[index].clone()).push(")");
        }
        sql
    }
}

fn cursor_in(row: &rusqlite::Row<'_>, keys: usize) -> Result<String, ReadError> {
    let mut values = Vec::with_capacity(keys);
    for index in 0..keys {
        values.push(match row.get_ref(index)? {
            ValueRef::Integer(n) => serde_json::json!(n),
            ValueRef::Real(x) => serde_json::json!(x),
            ValueRef::Text(_) => serde_json::json!(row.get::<_, String>(index)?),
            ValueRef::Null | ValueRef::Blob(_) => serde_json::Value::Null,
        });
    }
    Ok(cursor_of(&values))
}

/// An opaque cursor over key values.
#[must_use]
pub fn cursor_of(values: &[serde_json::Value]) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::Value::from(values).to_string())
}

fn decode(cursor: &str, keys: usize) -> Result<Vec<Value>, PageError> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| PageError::Cursor)?;
    let values: Vec<serde_json::Value> =
        serde_json::from_slice(&bytes).map_err(|_| PageError::Cursor)?;
    if values.len() != keys {
        return Err(PageError::Cursor);
    }
    values.into_iter().map(|value| key_of(&value).ok_or(PageError::Cursor)).collect()
}

fn key_of(value: &serde_json::Value) -> Option<Value> {
    match value {
        serde_json::Value::Number(n) => {
            n.as_i64().map(Value::Integer).or_else(|| n.as_f64().map(Value::Real))
        }
        serde_json::Value::String(text) => Some(Value::Text(text.clone())),
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Array(_)
        | serde_json::Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_cursor_is_read_or_refused_without_a_panic() {
        bolero::check!().with_type().for_each(|(keys, bytes): &(u8, Vec<u8>)| {
            let keys = usize::from(*keys % 4);
            drop(decode(&String::from_utf8_lossy(bytes), keys));
            drop(decode(&URL_SAFE_NO_PAD.encode(bytes), keys));
            let text = String::from_utf8_lossy(bytes);
            let ours = cursor_of(&[serde_json::json!(text), serde_json::json!(bytes.len())]);
            assert_eq!(decode(&ours, 2).map(|values| values.len()).ok(), Some(2));
        });
    }
}
