//! Small tools for SQL: ids as keys, statements built piece by piece with their parameters, JSON and time columns.

use std::fmt::Write as _;

use jiff::Timestamp;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, Value, ValueRef};
use rusqlite::{CachedStatement, Connection};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::ReadError;

/// An identifier as it is stored: its 16 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub Uuid);

impl ToSql for Key {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(self.0.as_bytes())))
    }
}

impl FromSql for Key {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Uuid::from_slice(value.as_blob()?)
            .map(Self)
            .map_err(|error| FromSqlError::Other(Box::new(error)))
    }
}

impl From<Key> for Value {
    fn from(key: Key) -> Self {
        Self::Blob(key.0.as_bytes().to_vec())
    }
}

/// A statement under construction with its parameters in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sql {
    text: String,
    params: Vec<Value>,
}

impl Sql {
    /// Starts with `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), params: Vec::new() }
    }

    /// The statement so far.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Adds text without parameters.
    pub fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Adds one parameter: its `?` and its value.
    pub fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.text.push('?');
        self.params.push(value.into());
        self
    }

    /// Adds `(?, ?, …)`; an empty list is `(NULL)`, which nothing is in.
    pub fn list<V: Into<Value>>(&mut self, values: impl IntoIterator<Item = V>) -> &mut Self {
        let before = self.params.len();
        self.params.extend(values.into_iter().map(Into::into));
        let count = self.params.len() - before;
        let places = if count == 0 { "NULL".to_owned() } else { vec!["?"; count].join(", ") };
        write!(self.text, "({places})").expect("writing to a string cannot fail");
        self
    }

    /// Adds another piece with its parameters.
    pub fn append(&mut self, other: &Self) -> &mut Self {
        self.text.push_str(&other.text);
        self.params.extend(other.params.iter().cloned());
        self
    }

    /// Prepares it, from the connection's cache where it was seen before, with its parameters bound.
    ///
    /// # Errors
    /// When SQLite does not take the statement.
    pub fn prepare<'c>(&self, conn: &'c Connection) -> rusqlite::Result<CachedStatement<'c>> {
        let mut statement = conn.prepare_cached(&self.text)?;
        for (index, value) in self.params.iter().enumerate() {
            statement.raw_bind_parameter(index + 1, value)?;
        }
        Ok(statement)
    }

    /// Runs it and reads each row with `read`.
    ///
    /// # Errors
    /// When SQLite fails or `read` does.
    pub fn rows<T>(
        &self,
        conn: &Connection,
        mut read: impl FnMut(&rusqlite::Row<'_>) -> Result<T, ReadError>,
    ) -> Result<Vec<T>, ReadError> {
        let mut statement = self.prepare(conn)?;
        let mut rows = statement.raw_query();
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            out.push(read(row)?);
        }
        Ok(out)
    }
}

/// Reads a JSON column.
///
/// # Errors
/// When the column is not what the projection writes.
pub fn json_column<T: DeserializeOwned>(
    row: &rusqlite::Row<'_>,
    index: usize,
    what: &'static str,
) -> Result<T, ReadError> {
    let text = row.get_ref(index)?.as_str().map_err(rusqlite::Error::from)?;
    serde_json::from_str(text).map_err(|source| ReadError::Column { what, source })
}

/// A moment from its milliseconds since 1970; moments outside jiff's range do not occur in a log.
#[must_use]
pub fn moment(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Reads an enum of the domain from the word that serde writes for it.
pub(crate) fn word<T: DeserializeOwned>(text: &str, what: &'static str) -> Result<T, ReadError> {
    serde_json::from_value(serde_json::Value::String(text.to_owned()))
        .map_err(|source| ReadError::Column { what, source })
}

/// The word that serde writes for a plain enum of the domain.
pub(crate) fn word_of<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(other) => other.to_string(),
        Err(error) => error.to_string(),
    }
}
