//! The file of people: one SQLite database, its layout and its one connection.

use std::path::Path;

use eventlog::Position;
use parking_lot::{Mutex, MutexGuard};
use rusqlite::{Connection, OptionalExtension};

use crate::{IdentityError, Vault};

/// The steps that make the layout, in order; a store of an older layout takes those it lacks. Never edited, only added to.
const STEPS: &[&str] = &[include_str!("store/people.sql")];

/// The open database. One connection: every statement takes microseconds, hashing happens outside.
pub(crate) struct Store {
    connection: Mutex<Connection>,
    /// Seals and opens what is personal.
    pub(crate) vault: Vault,
}

impl Store {
    pub(crate) fn open(path: &Path, vault: Vault) -> Result<Self, IdentityError> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let connection = Connection::open(path)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // A password change must not come back after a power cut; writes are rare.
        connection.pragma_update(None, "synchronous", "FULL")?;
        Self::prepare(connection, vault)
    }

    pub(crate) fn in_memory() -> Result<Self, IdentityError> {
        Self::prepare(Connection::open_in_memory()?, Vault::ephemeral())
    }

    fn prepare(mut connection: Connection, vault: Vault) -> Result<Self, IdentityError> {
        connection.pragma_update(None, "foreign_keys", true)?;
        // What is deleted is overwritten: an erased person leaves no bytes behind.
        connection.pragma_update(None, "secure_delete", true)?;
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let known = i64::try_from(STEPS.len()).expect("there are few steps");
        if found > known {
            return Err(IdentityError::Layout { found, known });
        }
        for (layout, step) in (1_i64..).zip(STEPS).filter(|(layout, _)| *layout > found) {
            let tx = connection.transaction()?;
            tx.execute_batch(step)?;
            tx.pragma_update(None, "user_version", layout)?;
            tx.commit()?;
        }
        Ok(Self { connection: Mutex::new(connection), vault })
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock()
    }

    /// The last position whose seats are in the store.
    pub(crate) fn followed(&self) -> Result<Position, IdentityError> {
        let position: Option<i64> = self
            .lock()
            .query_row("SELECT position FROM followed", [], |row| row.get(0))
            .optional()?;
        Ok(Position(position.unwrap_or_default().unsigned_abs()))
    }
}
