//! Connections to one file: a few readers that are lent out, and how each kind of connection is opened.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use parking_lot::{Condvar, Mutex};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Readers open at the same time.
const READERS: usize = 8;
/// Prepared statements kept per connection.
const STATEMENTS: usize = 256;

/// Runs `work` where it may block: on a thread of its own, or at once on a runtime that has only this one, whose order
/// of events then depends on nothing but itself. `None` when it panicked.
pub(crate) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    if Handle::current().runtime_flavor() == RuntimeFlavor::CurrentThread {
        return Some(work());
    }
    tokio::task::spawn_blocking(work).await.ok()
}

/// One database: a file with readers beside its writer, or a single connection in memory.
pub(crate) struct Store {
    pub(crate) path: Option<PathBuf>,
    /// A reader has found the file damaged.
    pub(crate) damaged: AtomicBool,
    idle: Mutex<Idle>,
    returned: Condvar,
    turns: Semaphore,
}

#[derive(Default)]
struct Idle {
    connections: Vec<Connection>,
    open: usize,
}

impl Store {
    pub(crate) fn file(path: PathBuf) -> Self {
        Self {
            path: Some(path),
            damaged: AtomicBool::new(false),
            idle: Mutex::default(),
            returned: Condvar::new(),
            turns: Semaphore::new(READERS),
        }
    }

    pub(crate) fn memory() -> rusqlite::Result<Self> {
        let conn = Connection::open_in_memory()?;
        steady(&conn)?;
        let idle = Idle { connections: vec![conn], open: 1 };
        Ok(Self {
            path: None,
            damaged: AtomicBool::new(false),
            idle: Mutex::new(idle),
            returned: Condvar::new(),
            turns: Semaphore::new(1),
        })
    }

    /// A turn among as many as there are connections; who has one seldom waits for a connection.
    pub(crate) async fn turn(&self) -> SemaphorePermit<'_> {
        self.turns.acquire().await.expect("the turns are never closed")
    }

    /// Lends a connection, waiting when all are out.
    pub(crate) fn lend(&self) -> rusqlite::Result<Lent<'_>> {
        let mut idle = self.idle.lock();
        loop {
            if let Some(conn) = idle.connections.pop() {
                return Ok(Lent { store: self, conn: Some(conn) });
            }
            if let Some(path) = self.path.as_deref().filter(|_| idle.open < READERS) {
                idle.open += 1;
                drop(idle);
                return reader(path)
                    .inspect_err(|_| self.idle.lock().open -= 1)
                    .map(|conn| Lent { store: self, conn: Some(conn) });
            }
            self.returned.wait(&mut idle);
        }
    }
}

/// A connection on loan; it goes back when dropped.
pub(crate) struct Lent<'s> {
    store: &'s Store,
    conn: Option<Connection>,
}

impl std::ops::Deref for Lent<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.conn.as_ref().expect("a lent connection is there until it is dropped")
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(conn) = self.conn.take() {
            self.store.idle.lock().connections.push(conn);
            self.store.returned.notify_one();
        }
    }
}

/// Keeps statements as they were planned: SQLite would plan joins anew at each new value of a parameter, which costs more
/// than running them.
fn steady(conn: &Connection) -> rusqlite::Result<()> {
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

fn reader(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(std::time::Duration::from_secs(5))?;
    conn.execute_batch(
        "PRAGMA query_only = ON; PRAGMA mmap_size = 1073741824; PRAGMA cache_size = -8192; \
         PRAGMA temp_store = MEMORY;",
    )?;
    steady(&conn)?;
    Ok(conn)
}

/// The one writer of a file that is in use: survives a crash of the process, and a power cut without damage.
pub(crate) fn writer(path: &Path) -> rusqlite::Result<Connection> {
    let conn = Connection::open(path)?;
    conn.busy_timeout(std::time::Duration::from_secs(5))?;
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 16000; \
         PRAGMA mmap_size = 1073741824; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;",
    )?;
    steady(&conn)?;
    Ok(conn)
}

/// The writer of a file that nobody reads yet: fast, and synced as a whole before it is put in place.
pub(crate) fn builder(path: &Path) -> rusqlite::Result<Connection> {
    let conn = Connection::open(path)?;
    conn.execute_batch(
        "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; \
         PRAGMA cache_size = -262144; PRAGMA temp_store = MEMORY;",
    )?;
    steady(&conn)?;
    Ok(conn)
}
