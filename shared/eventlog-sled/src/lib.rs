//! A log on one disk: commits answered from a journal once they would survive a power cut, and kept in blocks in sled.
//!
//! The folder holds `lock` (one process at a time), `format` (which layout), `reached` (how far the log had come),
//! `journal/` (what was answered lately), `sled/` (the database), `index/` (where everything stands) and, if a start ever had to repair, `set-aside/` (what was in the way). sled's own `flush` does not sync its file on Linux
//! (spacejam/sled#1452), so no answer rests on it: every group of appends is synced in the journal, and the journal is written over only
//! after a sync of ours of sled's file. A failed sync stops the log.
#![warn(missing_docs)]

mod advice;
mod ahead;
mod before;
mod block;
mod core;
mod index;
mod journal;
mod packed;
mod reached;
mod settling;
mod stats;
mod store;
mod tail;
mod writer;

use std::any::Any;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;

use async_trait::async_trait;
use eventlog::frame::encode;
use eventlog::{Appended, CommandId, Commit, EventLog, LogError, Position, Recorded, StreamId};
use tokio::sync::{Mutex, OwnedRwLockReadGuard, RwLock, mpsc, oneshot, watch};

pub use stats::{SYNC_BOUNDS_US, Stats};

use crate::ahead::Ahead;
use crate::core::{Care, Core};
use crate::store::Store;
use crate::writer::{Message, QUEUE, Request};

/// How to open a log.
#[derive(Debug, Clone)]
pub struct Options {
    /// Memory for sled's page cache, in bytes; the process needs about three times as much for it.
    pub cache_bytes: u64,
    /// The log is a copy of one that is durable elsewhere and is filled from there again: it answers at once, and its disk
    /// has what was answered about half a second later.
    pub copy: bool,
}

impl Default for Options {
    /// 64 MiB, and no copy.
    fn default() -> Self {
        Self { cache_bytes: 64 * 1024 * 1024, copy: false }
    }
}

/// A log in a folder of this machine.
pub struct SledLog {
    /// Empty once closed; readers hold it while they read, so that closing waits for them.
    core: Arc<RwLock<Option<Arc<Core>>>>,
    weak: std::sync::Weak<Core>,
    head: watch::Receiver<Position>,
    why_stopped: watch::Receiver<Option<String>>,
    queue: Option<mpsc::Sender<Message>>,
    writer: Mutex<Option<JoinHandle<()>>>,
    ahead: Ahead<Reading<Vec<Recorded>>>,
}

/// What is read on a thread that may block.
type Reading<T> = tokio::task::JoinHandle<Result<T, LogError>>;

impl std::fmt::Debug for SledLog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SledLog").field("head", &*self.head.borrow()).finish_non_exhaustive()
    }
}

impl SledLog {
    /// Opens the log in `folder`, creating it when there is none; blocks the thread while it does.
    ///
    /// # Errors
    /// [`LogError::Medium`] when another process uses the folder or the disk fails, [`LogError::Damaged`] when what is
    /// there is not what was written. Damaged snapshots of sled's are set aside and are no error.
    pub fn open(folder: impl AsRef<Path>, options: &Options) -> Result<Self, LogError> {
        let keeping =
            if options.copy { Care::Copy } else { Care::Journal(Box::new(File::sync_data)) };
        Self::open_with(folder.as_ref(), options, keeping)
    }

    /// Opens a log with a flaw: it answers on sled's own `flush`, which does not reach the disk. For the power cuts of
    /// the tests, which must find it.
    ///
    /// # Errors
    /// As [`SledLog::open`].
    #[cfg(feature = "flawed")]
    pub fn open_flawed(folder: impl AsRef<Path>, options: &Options) -> Result<Self, LogError> {
        Self::open_with(folder.as_ref(), options, Care::Flush)
    }

    fn open_with(folder: &Path, options: &Options, keeping: Care) -> Result<Self, LogError> {
        let sync = keeping.sync();
        let opened =
            Store::open(folder, options, sync).and_then(|store| Core::open(store, keeping));
        let core = opened.map_err(|error| before::told(folder, advice::with(error)))?;
        before::settle(folder);
        let core = Arc::new(core);
        let (queue, waiting) = mpsc::channel(QUEUE);
        let writer = writer::start(Arc::clone(&core), waiting).map_err(|source| {
            LogError::Medium { doing: "start the log's threads".into(), source: Box::new(source) }
        })?;
        Ok(Self {
            head: core.head.subscribe(),
            why_stopped: core.stopped.subscribe(),
            weak: Arc::downgrade(&core),
            core: Arc::new(RwLock::new(Some(core))),
            queue: Some(queue),
            writer: Mutex::new(Some(writer)),
            ahead: Ahead::new(),
        })
    }

    /// Counts since the log was opened; zeros once it is closed.
    #[must_use]
    pub fn stats(&self) -> Stats {
        let core = self.weak.upgrade();
        core.map(|core| core.counters.read(core.index.behind())).unwrap_or_default()
    }

    /// Why the log takes nothing more.
    fn stopped(&self) -> LogError {
        let core = self.weak.upgrade();
        core.map_or_else(|| LogError::Stopped("it was closed".into()), |core| core.why_stopped())
    }

    /// Reads on a thread that may block.
    async fn blocking<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Core) -> Result<T, LogError> + Send + 'static,
    ) -> Result<T, LogError> {
        let gate = Arc::clone(&self.core).read_owned().await;
        come(begin(gate, read)).await
    }
}

/// What guards the core while it is read.
type Gate = OwnedRwLockReadGuard<Option<Arc<Core>>>;

fn begin<T: Send + 'static>(
    gate: Gate,
    read: impl FnOnce(&Core) -> Result<T, LogError> + Send + 'static,
) -> Reading<T> {
    tokio::task::spawn_blocking(move || {
        let core = gate.as_ref().ok_or_else(|| LogError::Stopped("it was closed".into()))?;
        read(core)
    })
}

async fn come<T>(reading: Reading<T>) -> Result<T, LogError> {
    reading.await.unwrap_or_else(|failure| {
        let what = match failure.try_into_panic() {
            Ok(panic) => said(&*panic),
            Err(cancelled) => cancelled.to_string(),
        };
        Err(LogError::Damaged { at: Position(0), what: format!("sled cannot read: {what}") })
    })
}

#[async_trait]
impl EventLog for SledLog {
    async fn append(&self, commit: Commit, expected: Position) -> Result<Appended, LogError> {
        let frame = encode(expected, &commit)?;
        let (answer, outcome) = oneshot::channel();
        let request = Request { commit: Arc::new(commit), frame, expected, answer };
        let queue = self.queue.as_ref().ok_or_else(|| self.stopped())?;
        queue.send(Message::Append(request)).await.map_err(|_| self.stopped())?;
        outcome.await.map_err(|_| self.stopped())?
    }

    async fn read(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, LogError> {
        let gate = Arc::clone(&self.core).read_owned().await;
        let core = gate.as_ref().ok_or_else(|| self.stopped())?;
        let head = *self.head.borrow();
        if after >= head {
            return Ok(Vec::new());
        }
        if let Some(page) = core.tail.read(after, head, limit) {
            return Ok(page);
        }
        let page = move |after| move |core: &Core| core.read_blocks(after, limit, head);
        let ready = self.ahead.take(after, limit);
        let reading = ready.unwrap_or_else(|| begin(gate, page(after)));
        for next in self.ahead.wanted(after, limit, head) {
            // Whoever closes the log waits for these too, and is not made to wait for more.
            if let Ok(gate) = Arc::clone(&self.core).try_read_owned() {
                self.ahead.keep(next, limit, begin(gate, page(next)));
            }
        }
        come(reading).await
    }

    async fn read_stream(
        &self,
        stream: &StreamId,
        after: Position,
        limit: usize,
    ) -> Result<Vec<Recorded>, LogError> {
        let stream = stream.clone();
        self.blocking(move |core| core.read_stream(&stream, after, limit)).await
    }

    async fn find(&self, command: CommandId) -> Result<Option<Recorded>, LogError> {
        self.blocking(move |core| core.find(command)).await
    }

    async fn places(&self, commands: &[CommandId]) -> Result<Vec<Option<Position>>, LogError> {
        let commands = commands.to_vec();
        let place = |found: Option<Recorded>| found.map(|recorded| recorded.position);
        self.blocking(move |core| {
            commands.into_iter().map(|one| core.find(one).map(place)).collect()
        })
        .await
    }

    fn head(&self) -> watch::Receiver<Position> {
        self.head.clone()
    }

    async fn stopped(&self) -> String {
        let mut why = self.why_stopped.clone();
        let stopped = why.wait_for(Option::is_some).await;
        stopped.ok().and_then(|why| why.clone()).unwrap_or_else(|| "it was closed".into())
    }

    async fn close(&self) -> Result<(), LogError> {
        let mut writer = self.writer.lock().await;
        let Some(thread) = writer.take() else {
            return Ok(());
        };
        let (answer, closed) = oneshot::channel();
        let queue = self.queue.as_ref().ok_or_else(|| self.stopped())?;
        let outcome = match queue.send(Message::Close(answer)).await {
            Ok(()) => closed.await.unwrap_or_else(|_| Err(self.stopped())),
            Err(_) => Err(self.stopped()),
        };
        let core = self.core.write().await.take();
        let released = tokio::task::spawn_blocking(move || {
            let joined = thread.join();
            drop(core);
            joined
        });
        match released.await {
            Ok(Ok(())) => outcome,
            _ => Err(LogError::Stopped("a thread of the log ended by a panic".into())),
        }
    }
}

impl Drop for SledLog {
    /// What was accepted is carried out; use [`EventLog::close`] to hear whether it was.
    fn drop(&mut self) {
        drop(self.queue.take());
        if let Some(thread) = self.writer.get_mut().take()
            && thread.join().is_err()
        {
            tracing::error!("the log's writer ended by a panic");
        }
    }
}

/// What a panic said.
fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic").to_owned()
}

#[cfg(test)]
mod tests;
