//! The read model's handle: readers on the present file, swapped for another when it was rebuilt.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use eventlog::{Position, Waiters};
use parking_lot::RwLock;
use rusqlite::Connection;
use tokio::sync::{Notify, watch};

use crate::ReadError;
use crate::error::is_damage;
use crate::pool::{self, Store};

/// One node's read model; clones share it.
#[derive(Clone)]
pub struct ReadModel {
    inner: Arc<Inner>,
}

struct Inner {
    folder: Option<PathBuf>,
    store: RwLock<Arc<Store>>,
    applied: watch::Sender<Position>,
    waiting: Arc<Waiters>,
    damaged: Notify,
}

impl std::fmt::Debug for ReadModel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReadModel").field("folder", &self.inner.folder).finish_non_exhaustive()
    }
}

impl ReadModel {
    /// The read model in `folder`, which is made if it is missing: its newest file, or the place for a first one.
    /// It holds nothing until a [`crate::Runner`] is started on it.
    ///
    /// # Errors
    /// When the folder cannot be made or listed.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, ReadError> {
        let folder = folder.as_ref().to_owned();
        std::fs::create_dir_all(&folder)?;
        let newest = generations(&folder)?.into_iter().max().unwrap_or(1);
        let store = Store::file(file_of(&folder, newest));
        Ok(Self::with(Some(folder), store))
    }

    /// A read model in memory: for tests and for views of the past.
    ///
    /// # Errors
    /// When SQLite cannot be started.
    pub fn in_memory() -> Result<Self, ReadError> {
        Ok(Self::with(None, Store::memory().map_err(ReadError::Open)?))
    }

    fn with(folder: Option<PathBuf>, store: Store) -> Self {
        Self {
            inner: Arc::new(Inner {
                folder,
                store: RwLock::new(Arc::new(store)),
                applied: watch::Sender::new(Position(0)),
                waiting: Arc::default(),
                damaged: Notify::new(),
            }),
        }
    }

    /// Runs `query` on a connection; everything it reads is of one moment.
    ///
    /// # Errors
    /// What `query` answers, or [`ReadError::Open`].
    pub fn read<T>(
        &self,
        query: impl FnOnce(&Connection) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        let store = self.store();
        let answer = store.lend().map_err(ReadError::Open).and_then(|conn| {
            let snapshot = conn.unchecked_transaction()?;
            query(&snapshot)
        });
        if let Err(ReadError::Sql(error) | ReadError::Open(error)) = &answer
            && is_damage(error)
        {
            tracing::error!(%error, "the read model's file is damaged; it will be rebuilt");
            store.damaged.store(true, Ordering::Release);
            self.inner.damaged.notify_one();
        }
        answer
    }

    /// [`ReadModel::read`] on a thread that may block. Those for whom there is no connection wait without one: threads that
    /// wait for each other cost more than what they read.
    ///
    /// # Errors
    /// As [`ReadModel::read`], and [`ReadError::Broken`] when the query panicked.
    pub async fn read_async<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection) -> Result<T, ReadError> + Send + 'static,
    ) -> Result<T, ReadError> {
        let (model, store) = (self.clone(), self.store());
        let _turn = store.turn().await;
        pool::aside(move || model.read(query)).await.unwrap_or(Err(ReadError::Broken))
    }

    /// How far the log has been taken in; rings after each batch.
    #[must_use]
    pub fn applied(&self) -> watch::Receiver<Position> {
        self.inner.applied.subscribe()
    }

    /// Waits until the commit at `position` can be read. The caller bounds the wait.
    pub async fn reached(&self, position: Position) {
        let applied = || *self.inner.applied.borrow();
        self.inner.waiting.until(position, applied).await;
    }

    pub(crate) fn announce(&self, position: Position) {
        self.inner.applied.send_replace(position);
        self.inner.waiting.reached(position);
    }

    pub(crate) fn store(&self) -> Arc<Store> {
        Arc::clone(&self.inner.store.read())
    }

    pub(crate) fn folder(&self) -> Option<&Path> {
        self.inner.folder.as_deref()
    }

    pub(crate) fn swap(&self, path: PathBuf) {
        *self.inner.store.write() = Arc::new(Store::file(path));
    }

    /// Waits until a reader has found the present file damaged.
    pub(crate) async fn damaged(&self) {
        while !self.store().damaged.load(Ordering::Acquire) {
            self.inner.damaged.notified().await;
        }
    }
}

/// `readmodel.<n>.db`.
pub(crate) fn file_of(folder: &Path, generation: u64) -> PathBuf {
    folder.join(format!("readmodel.{generation}.db"))
}

/// The numbers of the finished files in `folder`.
pub(crate) fn generations(folder: &Path) -> std::io::Result<Vec<u64>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name();
        let number = name
            .to_str()
            .and_then(|name| name.strip_prefix("readmodel."))
            .and_then(|rest| rest.strip_suffix(".db"))
            .and_then(|number| number.parse::<u64>().ok());
        found.extend(number);
    }
    Ok(found)
}
