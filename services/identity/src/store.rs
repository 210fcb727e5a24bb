//! The file of people: one SQLite database, its layout and its one connection.

use std::path::Path;

use eventlog::Position;
use parking_lot::{Mutex, MutexGuard};
use rusqlite::{Connection, OptionalExtension};

use crate::IdentityError;

/// The layout that this version reads and writes.
const LAYOUT: i64 = 1;

const TABLES: &str = "
CREATE TABLE person (
    id           BLOB PRIMARY KEY,
    email        TEXT NOT NULL UNIQUE COLLATE NOCASE,
    display_name TEXT NOT NULL,
    lang         TEXT NOT NULL,
    password     TEXT NOT NULL,
    created_ms   INTEGER NOT NULL
) STRICT;
CREATE TABLE session (
    token        BLOB PRIMARY KEY, -- SHA-256 of what the browser holds
    id           BLOB NOT NULL UNIQUE,
    person       BLOB NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    created_ms   INTEGER NOT NULL,
    used_ms      INTEGER NOT NULL,
    user_agent   TEXT NOT NULL
) STRICT;
CREATE INDEX session_of ON session(person);
-- Without a foreign key: the log may name people that this node never knew or has erased.
CREATE TABLE seat (
    id           BLOB PRIMARY KEY,
    person       BLOB NOT NULL,
    of_kind      TEXT NOT NULL,
    of_id        BLOB,
    role         TEXT NOT NULL,
    since_ms     INTEGER NOT NULL,
    ended_ms     INTEGER
) STRICT;
CREATE INDEX seat_of ON seat(person);
CREATE TABLE seen (
    person       BLOB NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    scope        TEXT NOT NULL,
    cursor       TEXT NOT NULL,
    PRIMARY KEY (person, scope)
) STRICT, WITHOUT ROWID;
CREATE TABLE followed (only INTEGER PRIMARY KEY CHECK (only = 1), position INTEGER NOT NULL) STRICT;
INSERT INTO followed VALUES (1, 0);
";

/// The open database. One connection: every statement takes microseconds, hashing happens outside.
pub(crate) struct Store(Mutex<Connection>);

impl Store {
    pub(crate) fn open(path: &Path) -> Result<Self, IdentityError> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let connection = Connection::open(path)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // A password change must not come back after a power cut; writes are rare.
        connection.pragma_update(None, "synchronous", "FULL")?;
        Self::prepare(connection)
    }

    pub(crate) fn in_memory() -> Result<Self, IdentityError> {
        Self::prepare(Connection::open_in_memory()?)
    }

    fn prepare(mut connection: Connection) -> Result<Self, IdentityError> {
        connection.pragma_update(None, "foreign_keys", true)?;
        // What is deleted is overwritten: an erased person leaves no bytes behind.
        connection.pragma_update(None, "secure_delete", true)?;
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if found > LAYOUT {
            return Err(IdentityError::Layout { found, known: LAYOUT });
        }
        if found == 0 {
            let tx = connection.transaction()?;
            tx.execute_batch(TABLES)?;
            tx.pragma_update(None, "user_version", LAYOUT)?;
            tx.commit()?;
        }
        Ok(Self(Mutex::new(connection)))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Connection> {
        self.0.lock()
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
