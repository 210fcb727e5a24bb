//! The file of drafts: one SQLite database. What it has taken survives a power cut.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use bytes::Bytes;
use parking_lot::{Mutex, MutexGuard};
use replica::{Host, Replica, Seal, Shared};
use rusqlite::types::Value;
use rusqlite::{
    Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params,
};
use tokio::sync::watch;
use uuid::Uuid;

use crate::DraftError;
use crate::remarks::Remark;

/// The layout that this version writes.
pub(crate) const LAYOUT: i64 = 3;
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
/// The steps from one layout to the next; layout 3 can be shared with other nodes.
const STEPS: &[&str] = &[TABLES, REMARKS, replica::OWN_TABLE];
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

/// What has come to a draft since somebody last looked.
pub(crate) struct Later {
    /// The state that the file holds, and what number it has.
    pub(crate) base: u64,
    /// It, when it is further than where they were.
    pub(crate) state: Option<Vec<u8>>,
    /// The updates after that, or after where they were.
    pub(crate) updates: Vec<Bytes>,
}

/// Tells whoever has a draft open what other nodes did to it.
#[derive(Default)]
pub(crate) struct Signal {
    /// There may be updates in the file that are not in memory.
    pub(crate) texts: AtomicBool,
    /// The remarks in the file may be others than those in memory.
    pub(crate) remarks: AtomicBool,
    /// Rings when there is something new to tell.
    pub(crate) bell: watch::Sender<u64>,
}

impl Signal {
    pub(crate) fn ring(&self) {
        self.bell.send_modify(|rung| *rung += 1);
    }
}

/// The open file. One connection writes and one reads, so that nobody who reads waits for a write, or for other nodes.
pub(crate) struct Store {
    writer: Mutex<Connection>,
    /// None in memory, where nobody else can see what the writer sees.
    reader: Option<Mutex<Connection>>,
    /// Keeps the file the same as those of other nodes.
    sharing: Option<Replica>,
    seal: Arc<dyn Seal>,
    /// Of the drafts that are open.
    signals: Mutex<HashMap<Uuid, Weak<Signal>>>,
}

impl Store {
    /// The file at `path`, this node's own from now on.
    pub(crate) fn open(path: &Path) -> Result<Self, DraftError> {
        let store = Self::at(path, Arc::new(Unshared))?;
        replica::leave(&store)?;
        Ok(store)
    }

    /// The file at `path` as one of those that `shared` keeps the same; what is shared is sealed.
    pub(crate) fn open_shared(
        path: &Path,
        shared: Arc<dyn Shared>,
        seal: Arc<dyn Seal>,
    ) -> Result<Self, DraftError> {
        let mut store = Self::at(path, seal)?;
        store.sharing = Some(replica::patiently(|| Replica::join(&store, shared))?);
        Ok(store)
    }

    fn at(path: &Path, seal: Arc<dyn Seal>) -> Result<Self, DraftError> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let connection = Connection::open(path)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // What was acknowledged must not be lost in a power cut.
        connection.pragma_update(None, "synchronous", "FULL")?;
        let mut store = Self::prepare(connection, seal)?;
        let reader = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        reader.busy_timeout(BUSY)?;
        store.reader = Some(Mutex::new(reader));
        Ok(store)
    }

    pub(crate) fn in_memory() -> Result<Self, DraftError> {
        Self::prepare(Connection::open_in_memory()?, Arc::new(Unshared))
    }

    fn prepare(mut connection: Connection, seal: Arc<dyn Seal>) -> Result<Self, DraftError> {
        connection.pragma_update(None, "secure_delete", true)?;
        connection.busy_timeout(BUSY)?;
        let tx = connection.transaction()?;
        let found: i64 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if found > LAYOUT {
            return Err(DraftError::Layout(found));
        }
        for (_, step) in (1..).zip(STEPS).filter(|(layout, _)| *layout > found) {
            tx.execute_batch(step)?;
        }
        tx.pragma_update(None, "user_version", LAYOUT)?;
        tx.commit()?;
        let writer = Mutex::new(connection);
        Ok(Self { writer, reader: None, sharing: None, seal, signals: Mutex::default() })
    }

    fn reading(&self) -> MutexGuard<'_, Connection> {
        self.reader.as_ref().unwrap_or(&self.writer).lock()
    }

    /// The one way to write: all that `act` does, or nothing when it fails; on the disk when this returns, and with the other
    /// nodes where there are some. There it may run again, on what another node has written meanwhile.
    fn write<T>(
        &self,
        mut act: impl FnMut(&Transaction<'_>) -> Result<T, rusqlite::Error>,
    ) -> Result<T, DraftError> {
        if let Some(replica) = &self.sharing {
            return replica.write(self, |tx| Ok(act(tx)?));
        }
        let mut writer = self.writer.lock();
        let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = act(&tx)?;
        tx.commit()?;
        Ok(done)
    }

    /// What tells of a draft; the same for all who ask as long as one of them has it.
    pub(crate) fn signal(&self, draft: Uuid) -> Arc<Signal> {
        let mut signals = self.signals.lock();
        if let Some(known) = signals.get(&draft).and_then(Weak::upgrade) {
            return known;
        }
        signals.retain(|_, signal| signal.strong_count() > 0);
        let signal = Arc::new(Signal::default());
        signals.insert(draft, Arc::downgrade(&signal));
        signal
    }

    /// Applies what other nodes did, and lets go of old changes when it is time.
    pub(crate) fn look_after(&self, chores: Option<u64>) -> Result<(), DraftError> {
        let Some(replica) = &self.sharing else { return Ok(()) };
        replica.follow_others(self);
        if let Some(most) = chores {
            replica.compact_if_due(self, most)?;
        }
        Ok(())
    }

    /// Rings when another node has written something.
    pub(crate) fn news(&self) -> Option<watch::Receiver<u64>> {
        self.sharing.as_ref().map(Replica::news)
    }

    pub(crate) fn read(&self, id: Uuid) -> Result<Option<Kept>, DraftError> {
        let Some(Later { base, state, updates }) = self.later(id, None)? else { return Ok(None) };
        let state = state.ok_or(DraftError::Unreadable(id))?;
        Ok(Some(Kept { base, state, updates }))
    }

    /// What has come to a draft after the update `after`, or all of it; `None` when there is no such draft.
    pub(crate) fn later(&self, id: Uuid, after: Option<u64>) -> Result<Option<Later>, DraftError> {
        let reader = self.reading();
        // All of it as of one moment: another node may write the draft anew between two statements.
        let tx = reader.unchecked_transaction()?;
        let draft = "SELECT base, CASE WHEN ?2 IS NULL OR base > ?2 THEN state END FROM draft WHERE id = ?1";
        let from = after.map(u64::cast_signed);
        let found = tx
            .query_row(draft, params![id, from], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))
            .optional()?;
        let Some((base, state)) = found else { return Ok(None) };
        let from = from.map_or(base, |from| from.max(base));
        let later = "SELECT bytes FROM draft_update WHERE draft = ?1 AND seq > ?2 ORDER BY seq";
        let mut statement = tx.prepare_cached(later)?;
        let updates = statement.query_map(params![id, from], |row| row.get::<_, Vec<u8>>(0))?;
        let updates: Result<Vec<_>, _> = updates.map(|bytes| bytes.map(Bytes::from)).collect();
        Ok(Some(Later { base: base.unsigned_abs(), state, updates: updates? }))
    }

    /// Keeps a draft that begins, unless it has begun already.
    pub(crate) fn begin(&self, id: Uuid, state: &[u8]) -> Result<(), DraftError> {
        self.write(|tx| {
            let begin = "INSERT INTO draft VALUES (?1, 0, ?2) ON CONFLICT DO NOTHING";
            tx.execute(begin, params![id, state]).map(drop)
        })
    }

    /// Keeps one more update, unless another node was first: then nothing is kept, and the answer is false.
    pub(crate) fn keep(&self, id: Uuid, seq: u64, update: &[u8]) -> Result<bool, DraftError> {
        self.write(|tx| put_update(tx, id, seq, update))
    }

    /// The remarks of a draft, and the number of the last change of one.
    pub(crate) fn remarks(&self, id: Uuid) -> Result<(u64, Vec<Remark>), DraftError> {
        let reader = self.reading();
        let all = "SELECT mark, body FROM draft_remark WHERE draft = ?1";
        let mut statement = reader.prepare_cached(all)?;
        let mut rows = statement.query(params![id])?;
        let (mut last, mut remarks) = (0, Vec::new());
        while let Some(row) = rows.next()? {
            last = row.get::<_, i64>(0)?.max(last);
            let body = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
            remarks.push(serde_json::from_str(body).map_err(|_| DraftError::Unreadable(id))?);
        }
        Ok((last.unsigned_abs(), remarks))
    }

    /// Keeps a remark as it is now and, with it or not at all, the update that it led to; unless another node was first:
    /// then nothing is kept, and the answer is false.
    pub(crate) fn keep_remark(
        &self,
        draft: Uuid,
        mark: u64,
        remark: &Remark,
        update: Option<(u64, &[u8])>,
    ) -> Result<bool, DraftError> {
        let body = serde_json::to_string(remark).map_err(|_| DraftError::Unreadable(draft))?;
        self.write(|tx| {
            let last = "SELECT coalesce(max(mark), 0) FROM draft_remark WHERE draft = ?1";
            let last: i64 = tx.prepare_cached(last)?.query_row([draft], |row| row.get(0))?;
            if mark <= last.unsigned_abs() {
                return Ok(false);
            }
            if let Some((seq, bytes)) = update
                && !put_update(tx, draft, seq, bytes)?
            {
                return Ok(false);
            }
            let put = "INSERT OR REPLACE INTO draft_remark VALUES (?1, ?2, ?3, ?4)";
            tx.execute(put, params![draft, remark.id, mark.cast_signed(), body])?;
            Ok(true)
        })
    }

    /// Forgets a remark.
    pub(crate) fn drop_remark(&self, draft: Uuid, remark: Uuid) -> Result<(), DraftError> {
        let drop_it = "DELETE FROM draft_remark WHERE draft = ?1 AND id = ?2";
        self.write(|tx| tx.execute(drop_it, params![draft, remark]).map(drop))
    }

    /// Keeps the state after the update `seq` instead of what led there.
    pub(crate) fn compact(&self, id: Uuid, seq: u64, state: &[u8]) -> Result<(), DraftError> {
        let seq = seq.cast_signed();
        self.write(|tx| {
            let anew = "UPDATE draft SET base = ?2, state = ?3 WHERE id = ?1 AND base < ?2";
            tx.execute(anew, params![id, seq, state])?;
            let old = "DELETE FROM draft_update WHERE draft = ?1 AND seq <= ?2";
            tx.execute(old, params![id, seq]).map(drop)
        })
    }
}

/// Seals what is shared with nobody.
struct Unshared;

impl Seal for Unshared {
    fn seal(&self, _bound: &[u8], _plain: &[u8]) -> Vec<u8> {
        Vec::new()
    }

    fn open(&self, _bound: &[u8], _sealed: &[u8]) -> Option<Vec<u8>> {
        None
    }
}

/// What other nodes did to drafts.
#[derive(Default)]
pub(crate) struct Effects {
    everything: bool,
    texts: BTreeSet<Uuid>,
    remarks: BTreeSet<Uuid>,
}

impl Host for Store {
    type Effects = Effects;

    const FILE: &'static str = "drafts.db";
    const BEGUN: &'static str = "draft";
    const GRAVES: Option<&'static str> = None;

    fn seal(&self) -> &dyn Seal {
        &*self.seal
    }

    fn writer(&self) -> MutexGuard<'_, Connection> {
        self.writer.lock()
    }

    fn writer_until(&self, end: Instant) -> Option<MutexGuard<'_, Connection>> {
        self.writer.try_lock_until(end)
    }

    fn reader(&self) -> MutexGuard<'_, Connection> {
        self.reading()
    }

    fn changed(effects: &mut Effects, table: &str, key: &[Value]) {
        // Every table of the layout has the draft first in its key.
        let Some(Value::Blob(draft)) = key.first() else { return };
        let Ok(draft) = Uuid::from_slice(draft) else { return };
        let remarks = table == "draft_remark";
        if remarks { &mut effects.remarks } else { &mut effects.texts }.insert(draft);
    }

    fn everything() -> Effects {
        Effects { everything: true, ..Effects::default() }
    }

    /// Only notes it, since whoever writes may hold what reading needs: the next look at the draft reads it.
    fn tell(&self, effects: Effects, _writer: &Connection) -> Result<(), rusqlite::Error> {
        for (draft, signal) in self.signals.lock().iter() {
            let Some(signal) = signal.upgrade() else { continue };
            let texts = effects.everything || effects.texts.contains(draft);
            let remarks = effects.everything || effects.remarks.contains(draft);
            if texts || remarks {
                signal.texts.fetch_or(texts, Ordering::AcqRel);
                signal.remarks.fetch_or(remarks, Ordering::AcqRel);
                signal.ring();
            }
        }
        Ok(())
    }
}

/// Puts an update at its place, if that is the next one.
fn put_update(tx: &Connection, id: Uuid, seq: u64, update: &[u8]) -> Result<bool, rusqlite::Error> {
    let last = "SELECT max(base, coalesce((SELECT max(seq) FROM draft_update WHERE draft = ?1), 0))
                FROM draft WHERE id = ?1";
    let last: i64 = tx.prepare_cached(last)?.query_row([id], |row| row.get(0))?;
    if last.unsigned_abs() + 1 != seq {
        return Ok(false);
    }
    let mut statement = tx.prepare_cached("INSERT INTO draft_update VALUES (?1, ?2, ?3)")?;
    statement.execute(params![id, seq.cast_signed(), update])?;
    Ok(true)
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

/// Tells the file of drafts at `path`, which came from a backup, that it is its node's own, also when it was shared.
///
/// # Errors
/// When it is no file of drafts.
pub fn make_own(path: &Path) -> Result<(), DraftError> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    if connection.table_exists(None, "sharing")? {
        connection.execute(replica::MAKE_OWN, [])?;
    }
    Ok(())
}
