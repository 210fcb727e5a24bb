//! Export: everything that is kept about a person, in words and dates, without what would open a door.

use domain::PersonId;
use jiff::Timestamp;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::journal::{LookedFor, Looker, note};
use crate::records::{Subject, Table, tables};
use crate::{Identity, IdentityError, Vault};

/// Parts of the names of columns that open doors or only serve to find a row: named in the export, not handed out.
const KEPT_BACK: &[&str] =
    &["password", "token", "secret", "digest", "hash", "code", "credential", "nonce", "verifier"];
/// The same though their names do not say so: a mail that waits carries its link, for instance.
const KEPT_BACK_HERE: &[&str] =
    &["outbox.text", "outbox.leave", "passkey.sealed", "provider_link.found_by"];

impl Identity {
    /// Everything that is kept about a person; `None` when there is no such person. Whoever asks is noted.
    ///
    /// # Errors
    /// When the store fails or does not open.
    pub fn export(&self, person: PersonId, by: Looker) -> Result<Option<Value>, IdentityError> {
        let vault = &self.store.vault;
        self.store.write(|tx| {
            let Some(subject) = Subject::of(tx, vault, person)? else {
                return Ok(None);
            };
            let mut records = Map::new();
            let mut kept_back = Vec::new();
            for table in tables(tx)? {
                let rows = rows_of(tx, vault, &table, &subject, &mut kept_back)?;
                records.insert(table.name, Value::Array(rows));
            }
            note(tx, self.clock.now(), by, LookedFor::Export, &[person])?;
            kept_back.sort_unstable();
            kept_back.dedup();
            Ok(Some(json!({
                "person": person.0,
                "exportedAt": self.clock.now(),
                "records": records,
                "keptBack": kept_back,
                "notes": NOTES,
            })))
        })
    }
}

/// What the file itself says about what is not in it.
const NOTES: [&str; 2] = [
    "keptBack: secrets that sign in or act (passwords, tokens, codes, keys of passkeys) and digests that only find a row.",
    "The record of what institutions did names seats and identifiers, never a name or an address; it stays.",
];

fn rows_of(
    store: &Connection,
    vault: &Vault,
    table: &Table,
    subject: &Subject,
    kept_back: &mut Vec<String>,
) -> Result<Vec<Value>, IdentityError> {
    let columns = table.columns.join(", ");
    let sql = format!("SELECT {columns} FROM {} WHERE {}", table.name, table.clause());
    let mut statement = store.prepare(&sql)?;
    let mut rows = statement.query(&subject.parameters()[..])?;
    let mut told = Vec::new();
    while let Some(row) = rows.next()? {
        let mut record = Map::new();
        for (place, column) in table.columns.iter().enumerate() {
            let full = format!("{}.{column}", table.name);
            let said =
                if is_kept_back(column, &full) { None } else { tell(vault, table, row, place)? };
            match said {
                Some(value) => {
                    record.insert(column.trim_end_matches("_ms").to_owned(), value);
                }
                None => kept_back.push(full),
            }
        }
        told.push(Value::Object(record));
    }
    Ok(told)
}

fn is_kept_back(column: &str, full: &str) -> bool {
    KEPT_BACK.iter().any(|part| column.contains(part)) || KEPT_BACK_HERE.contains(&full)
}

/// A value for a reader: moments as dates, identifiers as such, what is sealed opened; `None` for other bytes.
fn tell(
    vault: &Vault,
    table: &Table,
    row: &Row<'_>,
    place: usize,
) -> Result<Option<Value>, IdentityError> {
    let column = &table.columns[place];
    Ok(match row.get_ref(place)? {
        ValueRef::Null => Some(Value::Null),
        ValueRef::Integer(ms) if column.ends_with("_ms") => {
            Some(Timestamp::from_millisecond(ms).map_or(json!(ms), |at| json!(at)))
        }
        ValueRef::Integer(number) => Some(json!(number)),
        ValueRef::Real(number) => Some(json!(number)),
        ValueRef::Text(text) => Some(json!(String::from_utf8_lossy(text))),
        ValueRef::Blob(bytes) => match Uuid::from_slice(bytes) {
            Ok(id) => Some(json!(id)),
            Err(_) => opened(vault, table, row, place, bytes)?,
        },
    })
}

/// What is sealed in this row, for its `id` or for the person where a table has none.
fn opened(
    vault: &Vault,
    table: &Table,
    row: &Row<'_>,
    place: usize,
    sealed: &[u8],
) -> Result<Option<Value>, IdentityError> {
    let seal = format!("{}.{}", table.name, table.columns[place]);
    for key in ["id", "person"] {
        let Some(at) = table.columns.iter().position(|column| column == key) else { continue };
        if let ValueRef::Blob(id) = row.get_ref(at)?
            && let Ok(text) = vault.open_text(&seal, id, sealed)
        {
            return Ok(Some(serde_json::from_str(&text).unwrap_or(Value::String(text))));
        }
    }
    Ok(None)
}
