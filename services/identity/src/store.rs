//! The file of people: one SQLite database, its layout and its one connection.

use std::path::Path;

use domain::PersonId;
use eventlog::Position;
use parking_lot::{Mutex, MutexGuard};
use rusqlite::{Connection, OptionalExtension};

use crate::{IdentityError, Vault, sealed};

/// The steps that make the layout, in order; a store of an older layout takes those it lacks. Never edited, only added to.
const STEPS: &[&str] = &[
    include_str!("store/people.sql"),
    include_str!("store/sealed.sql"),
    include_str!("store/retention.sql"),
    include_str!("store/tokens.sql"),
    include_str!("store/providers.sql"),
    include_str!("store/factors.sql"),
    include_str!("store/mail.sql"),
    include_str!("store/follows.sql"),
];
/// The layout whose step seals what was plain before.
const SEALING: i64 = 2;

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
        // What is deleted is overwritten: an erased person leaves no bytes behind.
        connection.pragma_update(None, "secure_delete", true)?;
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        migrate(&mut connection, &vault)?;
        connection.pragma_update(None, "foreign_keys", true)?;
        let store = Self { connection: Mutex::new(connection), vault };
        store.forget_pages()?;
        store.tried()?;
        Ok(store)
    }

    /// Opens somebody's address: another key is told at the start, not when the first person comes.
    fn tried(&self) -> Result<(), IdentityError> {
        let store = self.lock();
        let mut statement = store.prepare("SELECT id, email FROM person LIMIT 1")?;
        let mut rows = statement.query([])?;
        if let Some(row) = rows.next()? {
            self.vault.open_email(PersonId(row.get(0)?), row.get_ref(1)?.as_blob()?)?;
        }
        Ok(())
    }

    /// Empties the write-ahead log into the file: until then it keeps pages as they were before a change.
    pub(crate) fn forget_pages(&self) -> Result<(), IdentityError> {
        self.lock().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
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

/// Takes the steps that the file lacks, each with the layout it reaches in one transaction. References are not followed
/// meanwhile: a table that is replaced would take with it whatever refers to it.
fn migrate(connection: &mut Connection, vault: &Vault) -> Result<(), IdentityError> {
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = i64::try_from(STEPS.len()).expect("there are few steps");
    if found > known {
        return Err(IdentityError::Layout { found, known });
    }
    connection.pragma_update(None, "foreign_keys", false)?;
    for (layout, step) in (1_i64..).zip(STEPS).filter(|(layout, _)| *layout > found) {
        let tx = connection.transaction()?;
        tx.execute_batch(step)?;
        if layout == SEALING {
            sealed::rewrite(&tx, vault)?;
        }
        tx.pragma_update(None, "user_version", layout)?;
        tx.commit()?;
    }
    if (1..SEALING).contains(&found) {
        // Overwriting what is deleted was never promised for every page; a file written anew has no old ones.
        connection.execute_batch("VACUUM")?;
    }
    Ok(())
}
