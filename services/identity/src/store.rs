//! The file of people: one SQLite database, its layout, and the one way to write to it.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::PersonId;
use eventlog::Position;
use parking_lot::{Mutex, MutexGuard};
use replica::{Replica, Shared};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior};

use crate::bells::Bells;
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
    replica::OWN_TABLE,
    include_str!("store/digest.sql"),
    include_str!("store/words.sql"),
    include_str!("store/slips.sql"),
];
/// How long a statement waits for another process, such as a backup.
const BUSY: Duration = Duration::from_secs(5);
/// The layout whose step seals what was plain before.
const SEALING: i64 = 2;

/// The open database. One connection writes and one reads, so that nobody who reads waits for a write that waits for
/// other nodes; every statement takes microseconds, hashing happens outside.
pub(crate) struct Store {
    writer: Mutex<Connection>,
    /// None in memory, where nobody else can see what the writer sees.
    reader: Option<Mutex<Connection>>,
    /// Seals and opens what is personal.
    pub(crate) vault: Vault,
    /// Rung by whoever changes something, here or at another node.
    pub(crate) bells: Bells,
    /// Keeps the store the same as those of other nodes.
    pub(crate) sharing: Option<Replica>,
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
        let mut store = Self::prepare(connection, vault)?;
        let reader = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        reader.busy_timeout(BUSY)?;
        store.reader = Some(Mutex::new(reader));
        Ok(store)
    }

    pub(crate) fn in_memory() -> Result<Self, IdentityError> {
        Self::prepare(Connection::open_in_memory()?, Vault::ephemeral())
    }

    fn prepare(mut connection: Connection, vault: Vault) -> Result<Self, IdentityError> {
        // What is deleted is overwritten: an erased person leaves no bytes behind.
        connection.pragma_update(None, "secure_delete", true)?;
        connection.busy_timeout(BUSY)?;
        migrate(&mut connection, &vault)?;
        connection.pragma_update(None, "foreign_keys", true)?;
        let (writer, bells) = (Mutex::new(connection), Bells::default());
        let store = Self { writer, reader: None, vault, bells, sharing: None };
        store.forget_pages()?;
        store.tried()?;
        Ok(store)
    }

    /// Opens somebody's address: another key is told at the start, not when the first person comes.
    fn tried(&self) -> Result<(), IdentityError> {
        let store = self.read();
        let mut statement = store.prepare("SELECT id, email FROM person LIMIT 1")?;
        let mut rows = statement.query([])?;
        if let Some(row) = rows.next()? {
            self.vault.open_email(PersonId(row.get(0)?), row.get_ref(1)?.as_blob()?)?;
        }
        Ok(())
    }

    /// Empties the write-ahead log into the file: until then it keeps pages as they were before a change.
    pub(crate) fn forget_pages(&self) -> Result<(), IdentityError> {
        Ok(self.empty_journal(&self.lock())?)
    }

    /// The same with the connection that writes in hand.
    pub(crate) fn empty_journal(&self, writer: &Connection) -> Result<(), rusqlite::Error> {
        // Whoever reads holds on to old pages.
        let _reader = self.reader.as_ref().map(Mutex::lock);
        writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// For reading. Never held while something is written.
    pub(crate) fn read(&self) -> MutexGuard<'_, Connection> {
        self.reader.as_ref().unwrap_or(&self.writer).lock()
    }

    /// The connection that writes: for what is this node's own, and for reading several things as of one moment.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Connection> {
        self.writer.lock()
    }

    pub(crate) fn lock_until(&self, end: Instant) -> Option<MutexGuard<'_, Connection>> {
        self.writer.try_lock_until(end)
    }

    /// The one way to write: all that `act` does, or nothing when it fails. Where the store is shared it may run again, on
    /// what another node has written meanwhile, and what it wrote is shared before it counts.
    ///
    /// # Errors
    /// Those of `act`, and [`IdentityError::Shared`] when the other nodes cannot be told.
    pub(crate) fn write<T>(
        &self,
        mut act: impl FnMut(&Transaction<'_>) -> Result<T, IdentityError>,
    ) -> Result<T, IdentityError> {
        if let Some(sharing) = &self.sharing {
            return sharing.write(self, act);
        }
        let mut writer = self.lock();
        let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = act(&tx)?;
        tx.commit()?;
        Ok(done)
    }

    /// Keeps the store the same as those of other nodes from now on.
    ///
    /// # Errors
    /// When the others cannot be reached, or have another key or another past.
    pub(crate) fn share(&mut self, shared: Arc<dyn Shared>) -> Result<(), IdentityError> {
        self.sharing = Some(replica::patiently(|| Replica::join(self, shared))?);
        Ok(())
    }

    /// The last position whose seats are in the store.
    pub(crate) fn followed(&self) -> Result<Position, IdentityError> {
        Ok(followed(&self.read())?)
    }
}

/// The last position whose seats are in a store.
pub(crate) fn followed(store: &Connection) -> Result<Position, rusqlite::Error> {
    let position: Option<i64> =
        store.query_row("SELECT position FROM followed", [], |row| row.get(0)).optional()?;
    Ok(Position(position.unwrap_or_default().unsigned_abs()))
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
