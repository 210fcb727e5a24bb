//! The file of drafts: one SQLite database. What it has taken survives a power cut.

use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use parking_lot::Mutex;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, params};
use uuid::Uuid;

use crate::DraftError;
use crate::remarks::Remark;

/// The layout that this version writes.
pub(crate) const LAYOUT: i64 = 2;
const TABLES: &str = "
    CREATE TABLE draft (id BLOB PRIMARY KEY, base INTEGER NOT NULL, state BLOB NOT NULL) STRICT;
    CREATE TABLE draft_update (
        draft BLOB NOT NULL, seq INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (draft, seq)
    ) STRICT, WITHOUT ROWID;";
/// What came with layout 2: remarks, each in JSON, with the number of its last change in its draft.
const REMARKS: &str = "
    CREATE TABLE draft_remark (
        draft BLOB NOT NULL, id BLOB NOT NULL, mark INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (draft, id)
    ) STRICT, WITHOUT ROWID;";
/// How long a statement waits for another process, such as a backup.
const BUSY: Duration = Duration::from_secs(5);

/// A draft as it is kept: a state, and the updates after it.
pub(crate) struct Kept {
    /// The number of the last update that is in the state.
    pub(crate) base: u64,
    pub(crate) state: Vec<u8>,
    /// Those numbered `base + 1`, `base + 2`, …
    pub(crate) updates: Vec<Bytes>,
}

/// The open file; every statement takes microseconds, but for the sync.
pub(crate) struct Store(Mutex<Connection>);

impl Store {
    pub(crate) fn open(path: &Path) -> Result<Self, DraftError> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let connection = Connection::open(path)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // What was acknowledged must not be lost in a power cut.
        connection.pragma_update(None, "synchronous", "FULL")?;
        Self::prepare(connection)
    }

    pub(crate) fn in_memory() -> Result<Self, DraftError> {
        Self::prepare(Connection::open_in_memory()?)
    }

    fn prepare(mut connection: Connection) -> Result<Self, DraftError> {
        connection.pragma_update(None, "secure_delete", true)?;
        connection.busy_timeout(BUSY)?;
        let tx = connection.transaction()?;
        let layout: i64 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
        match layout {
            0 => tx.execute_batch(TABLES)?,
            1 | LAYOUT => {}
            newer => return Err(DraftError::Layout(newer)),
        }
        if layout < LAYOUT {
            tx.execute_batch(REMARKS)?;
            tx.pragma_update(None, "user_version", LAYOUT)?;
        }
        tx.commit()?;
        Ok(Self(Mutex::new(connection)))
    }

    pub(crate) fn read(&self, id: Uuid) -> Result<Option<Kept>, DraftError> {
        let connection = self.0.lock();
        let draft = "SELECT base, state FROM draft WHERE id = ?1";
        let found = connection
            .query_row(draft, params![id], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))
            .optional()?;
        let Some((base, state)) = found else { return Ok(None) };
        let later = "SELECT bytes FROM draft_update WHERE draft = ?1 AND seq > ?2 ORDER BY seq";
        let mut statement = connection.prepare_cached(later)?;
        let updates = statement.query_map(params![id, base], |row| row.get::<_, Vec<u8>>(0))?;
        let updates: Result<Vec<_>, _> = updates.map(|bytes| bytes.map(Bytes::from)).collect();
        Ok(Some(Kept { base: base.unsigned_abs(), state, updates: updates? }))
    }

    /// Keeps a draft that begins.
    pub(crate) fn begin(&self, id: Uuid, state: &[u8]) -> Result<(), DraftError> {
        self.0.lock().execute("INSERT INTO draft VALUES (?1, 0, ?2)", params![id, state])?;
        Ok(())
    }

    /// Keeps one more update; it is on the disk when this returns.
    pub(crate) fn keep(&self, id: Uuid, seq: u64, update: &[u8]) -> Result<(), DraftError> {
        let connection = self.0.lock();
        let mut statement =
            connection.prepare_cached("INSERT INTO draft_update VALUES (?1, ?2, ?3)")?;
        statement.execute(params![id, seq.cast_signed(), update])?;
        Ok(())
    }

    /// The remarks of a draft, and the number of the last change of one.
    pub(crate) fn remarks(&self, id: Uuid) -> Result<(u64, Vec<Remark>), DraftError> {
        let connection = self.0.lock();
        let all = "SELECT mark, body FROM draft_remark WHERE draft = ?1";
        let mut statement = connection.prepare_cached(all)?;
        let mut rows = statement.query(params![id])?;
        let (mut last, mut remarks) = (0, Vec::new());
        while let Some(row) = rows.next()? {
            last = row.get::<_, i64>(0)?.max(last);
            let body = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
            remarks.push(serde_json::from_str(body).map_err(|_| DraftError::Unreadable(id))?);
        }
        Ok((last.unsigned_abs(), remarks))
    }

    /// Keeps a remark as it is now and, with it or not at all, the update that it led to; on the disk when this returns.
    pub(crate) fn keep_remark(
        &self,
        draft: Uuid,
        mark: u64,
        remark: &Remark,
        update: Option<(u64, &[u8])>,
    ) -> Result<(), DraftError> {
        let body = serde_json::to_string(remark).map_err(|_| DraftError::Unreadable(draft))?;
        let mut connection = self.0.lock();
        let tx = connection.transaction()?;
        tx.execute(
            "INSERT OR REPLACE INTO draft_remark VALUES (?1, ?2, ?3, ?4)",
            params![draft, remark.id, mark.cast_signed(), body],
        )?;
        if let Some((seq, bytes)) = update {
            let one = params![draft, seq.cast_signed(), bytes];
            tx.execute("INSERT INTO draft_update VALUES (?1, ?2, ?3)", one)?;
        }
        tx.commit()?;
        Ok(())
    }

    /// Forgets a remark.
    pub(crate) fn drop_remark(&self, draft: Uuid, remark: Uuid) -> Result<(), DraftError> {
        let drop = "DELETE FROM draft_remark WHERE draft = ?1 AND id = ?2";
        self.0.lock().execute(drop, params![draft, remark])?;
        Ok(())
    }

    /// Keeps the state after the update `seq` instead of what led there.
    pub(crate) fn compact(&self, id: Uuid, seq: u64, state: &[u8]) -> Result<(), DraftError> {
        let mut connection = self.0.lock();
        let tx = connection.transaction()?;
        let seq = seq.cast_signed();
        tx.execute(
            "UPDATE draft SET base = ?2, state = ?3 WHERE id = ?1",
            params![id, seq, state],
        )?;
        tx.execute("DELETE FROM draft_update WHERE draft = ?1 AND seq <= ?2", params![id, seq])?;
        tx.commit()?;
        Ok(())
    }
}

/// Writes what the file of drafts at `path` holds now to `to`, which must not exist. Others may use it meanwhile.
///
/// # Errors
/// When there is no such file or the copy cannot be written.
pub fn copy(path: &Path, to: &Path) -> Result<(), DraftError> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.busy_timeout(BUSY)?;
    connection.execute("VACUUM INTO ?1", params![to.to_string_lossy()])?;
    std::fs::File::open(to)?.sync_all()?;
    Ok(())
}
