//! A change: rows as they are after it and keys of rows that are gone, sealed as one for its place in the record.
//!
//! Before the seal stand, readable, the version of this form and what the record is called: a newer form, another cluster
//! and another key are told apart.

use ciborium::Value as Cbor;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Row, params_from_iter};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::touched::Table;
use crate::{Error, Host};

/// The version of this form.
const FORM: u8 = 1;
/// The column that says no more than when.
const USED: &str = "used_ms";

/// What a transaction did, or all there is.
#[derive(Debug, Serialize, Deserialize)]
pub struct Change {
    /// The layout of the store that made it.
    layout: i64,
    tables: Vec<Rows>,
}

/// Rows of one table.
#[derive(Debug, Serialize, Deserialize)]
pub struct Rows {
    table: String,
    columns: Vec<String>,
    there: Vec<Vec<Cbor>>,
    /// Keys of those that are no more.
    gone: Vec<Vec<Cbor>>,
}

impl Change {
    /// Nothing yet.
    ///
    /// # Errors
    /// When the store's layout cannot be read.
    pub fn new(store: &Connection) -> Result<Self, rusqlite::Error> {
        let layout = store.pragma_query_value(None, "user_version", |row| row.get(0))?;
        Ok(Self { layout, tables: Vec::new() })
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }

    /// Whether it touches `graves`: then it must leave the cluster.
    #[must_use]
    pub fn forgets(&self, graves: Option<&str>) -> bool {
        graves.is_some_and(|graves| self.tables.iter().any(|rows| rows.table == graves))
    }

    /// The rows of a table; tables come one after the other.
    pub fn rows_of(&mut self, table: &Table) -> &mut Rows {
        let known = self.tables.iter().rposition(|rows| rows.table == table.name);
        let at = known.unwrap_or_else(|| {
            self.tables.push(Rows {
                table: table.name.clone(),
                columns: table.columns.clone(),
                there: Vec::new(),
                gone: Vec::new(),
            });
            self.tables.len() - 1
        });
        &mut self.tables[at]
    }

    /// Sealed for the place `at` of the record `past`: moved elsewhere it does not open.
    ///
    /// # Errors
    /// [`Error::Form`] when it cannot be written.
    pub fn seal(&self, host: &impl Host, past: Uuid, at: u64) -> Result<Vec<u8>, Error> {
        let mut plain = zeroize::Zeroizing::new(Vec::new());
        ciborium::into_writer(self, &mut *plain).map_err(|error| Error::Form(error.to_string()))?;
        let mut sealed = vec![FORM];
        sealed.extend(past.as_bytes());
        sealed.extend(host.seal().seal(&place(past, at), &plain));
        Ok(sealed)
    }

    /// Opens what [`Change::seal`] sealed for the same place.
    ///
    /// # Errors
    /// When it is of another past, of another key or place, or no change at all.
    pub fn open<H: Host>(sealed: &[u8], host: &H, past: Uuid, at: u64) -> Result<Self, Error> {
        let (found, body) = split(sealed)?;
        if found != past {
            return Err(Error::OtherPast { file: H::FILE });
        }
        let plain = host.seal().open(&place(past, at), body);
        let plain = zeroize::Zeroizing::new(plain.ok_or(Error::OtherKey)?);
        ciborium::from_reader(&plain[..]).map_err(|error| Error::Form(error.to_string()))
    }

    /// Makes the rows of the store what they are after it, and tells which of them were others before.
    ///
    /// # Errors
    /// [`Error::Layout`] when a newer version wrote it; otherwise when SQLite fails.
    pub fn apply(
        &self,
        tx: &Connection,
        layout: &[Table],
        changed: &mut dyn FnMut(&str, &[Value]),
    ) -> Result<(), Error> {
        let known: i64 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if self.layout > known {
            return Err(Error::Layout { found: self.layout, known });
        }
        let tables: Vec<_> = self
            .tables
            .iter()
            .map(|rows| Ok((rows, rows.known(layout)?)))
            .collect::<Result<_, Error>>()?;
        // What is gone goes first: a row may have taken over what only one may have.
        for (rows, table) in &tables {
            rows.delete(tx, table, changed)?;
        }
        for (rows, table) in &tables {
            rows.put(tx, table, changed)?;
        }
        Ok(())
    }
}

impl Rows {
    pub fn add(&mut self, row: &Row<'_>) -> Result<(), rusqlite::Error> {
        let cells = (0..self.columns.len()).map(|n| row.get_ref(n).map(cbor));
        self.there.push(cells.collect::<Result<_, _>>()?);
        Ok(())
    }

    pub fn remove(&mut self, key: &[Value]) {
        self.gone.push(key.iter().map(|value| cbor(value.into())).collect());
    }

    /// The table as it is here: a newer layout may have further columns, never fewer.
    fn known<'t>(&self, layout: &'t [Table]) -> Result<&'t Table, Error> {
        let table = layout.iter().find(|table| table.name == self.table);
        table
            .filter(|table| self.columns.iter().all(|column| table.columns.contains(column)))
            .ok_or_else(|| Error::Form(format!("there is no table {} like this", self.table)))
    }

    fn delete(
        &self,
        tx: &Connection,
        table: &Table,
        changed: &mut dyn FnMut(&str, &[Value]),
    ) -> Result<(), Error> {
        let sql = format!("DELETE FROM {} WHERE {}", table.name, table.by_key());
        for key in &self.gone {
            let key = values(key)?;
            if tx.prepare_cached(&sql)?.execute(params_from_iter(&key))? > 0 {
                changed(&table.name, &key);
            }
        }
        Ok(())
    }

    fn put(
        &self,
        tx: &Connection,
        table: &Table,
        changed: &mut dyn FnMut(&str, &[Value]),
    ) -> Result<(), Error> {
        let (find, upsert) = (self.find(table), self.upsert(table));
        for cells in &self.there {
            let row = values(cells)?;
            let key = table.key.iter().filter_map(|key| Some(row[self.place_of(key)?].clone()));
            let key: Vec<Value> = key.collect();
            let mut before = tx.prepare_cached(&find)?;
            let mut before = before.query(params_from_iter(&key))?;
            let same = before.next()?.map(|before| self.means_the_same(before, cells));
            drop(before);
            if !same.transpose()?.unwrap_or_default() {
                changed(&table.name, &key);
            }
            tx.prepare_cached(&upsert)?.execute(params_from_iter(row))?;
        }
        Ok(())
    }

    fn find(&self, table: &Table) -> String {
        format!("SELECT {} FROM {} WHERE {}", self.columns.join(", "), table.name, table.by_key())
    }

    /// Not `REPLACE`: that deletes the row first.
    fn upsert(&self, table: &Table) -> String {
        let marks = vec!["?"; self.columns.len()].join(", ");
        let others = self.columns.iter().filter(|column| !table.key.contains(column));
        let sets: Vec<_> = others.map(|column| format!("{column} = excluded.{column}")).collect();
        let then = if sets.is_empty() {
            "NOTHING".to_owned()
        } else {
            format!("UPDATE SET {}", sets.join(", "))
        };
        let (columns, keys) = (self.columns.join(", "), table.key.join(", "));
        format!(
            "INSERT INTO {} ({columns}) VALUES ({marks}) ON CONFLICT ({keys}) DO {then}",
            table.name
        )
    }

    fn place_of(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|known| known == column)
    }

    /// Whether nothing but the moment of the last use is another.
    fn means_the_same(&self, before: &Row<'_>, cells: &[Cbor]) -> Result<bool, rusqlite::Error> {
        for (n, column) in self.columns.iter().enumerate() {
            if column != USED && cbor(before.get_ref(n)?) != cells[n] {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// The record that a sealed change belongs to, and what is sealed.
fn split(sealed: &[u8]) -> Result<(Uuid, &[u8]), Error> {
    match sealed.split_first() {
        Some((&FORM, rest)) => {
            let (past, body) = rest.split_at_checked(16).ok_or_else(|| cut("it is cut off"))?;
            let past = Uuid::from_slice(past).map_err(|_| cut("it is none of ours"))?;
            Ok((past, body))
        }
        Some((form, _)) => Err(cut(&format!(
            "its form is {form}, this version knows {FORM}; run the newer version"
        ))),
        None => Err(cut("it is empty")),
    }
}

fn cut(why: &str) -> Error {
    Error::Form(why.to_owned())
}

/// Which record a sealed change belongs to.
pub(crate) fn past_of(sealed: &[u8]) -> Result<Uuid, Error> {
    split(sealed).map(|(past, _)| past)
}

fn place(past: Uuid, at: u64) -> Vec<u8> {
    [&past.as_bytes()[..], &at.to_be_bytes()].concat()
}

fn cbor(value: ValueRef<'_>) -> Cbor {
    match value {
        ValueRef::Null => Cbor::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(text) => Cbor::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Cbor::Bytes(bytes.to_vec()),
    }
}

fn values(cells: &[Cbor]) -> Result<Vec<Value>, Error> {
    cells.iter().map(value).collect()
}

fn value(cell: &Cbor) -> Result<Value, Error> {
    Ok(match cell {
        Cbor::Null => Value::Null,
        Cbor::Integer(number) => {
            Value::Integer(i64::try_from(*number).map_err(|_| cut("a number is too long"))?)
        }
        Cbor::Float(number) => Value::Real(*number),
        Cbor::Text(text) => Value::Text(text.clone()),
        Cbor::Bytes(bytes) => Value::Blob(bytes.clone()),
        _ => return Err(cut("it holds what no column can")),
    })
}
