//! A log on a NATS cluster: one message a commit, and on every node a copy that is complete as far as it goes.
//!
//! The cluster decides the order; JetStream's sequence is the position. Each node follows the stream into a log of its
//! own (the *copy*, any [`EventLog`]), which gives it the chain of hashes, the index of streams and of command ids, and
//! all reads. An append is published with the last sequence of its stream as expectation and the command id as message
//! id; it is answered once the copy has it, and never by what the cluster says alone.
#![warn(missing_docs)]

mod append;
mod follow;
mod guard;
mod message;
mod options;
mod pulse;
#[cfg(feature = "servers")]
pub mod servers;
mod shared;
#[cfg(feature = "servers")]
pub mod wire;

use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant};

use async_nats::jetstream::context::GetStreamErrorKind;
use async_nats::jetstream::stream::Stream;
use async_nats::jetstream::{self, Context, ErrorCode};
use async_trait::async_trait;
use eventlog::frame::encode;
use eventlog::{Appended, CommandId, Commit, EventLog, LogError, Position, Recorded, StreamId};
use tokio::sync::{Mutex, mpsc, oneshot, watch};
use tokio::task::{AbortHandle, JoinHandle};

use crate::append::Request;
use crate::shared::Shared;

pub use options::{Danger, Login, Options};

/// How long one request to the cluster may take.
pub(crate) const REQUEST: Duration = Duration::from_secs(3);
/// How often a connection is tried when nothing comes; after two silent tries another server is taken.
pub(crate) const PING: Duration = Duration::from_secs(1);
/// How long an append may take before its writer is told that the outcome is unknown.
pub(crate) const PATIENCE: Duration = Duration::from_secs(15);
/// Appends that may wait in the queue, and again on the way, before the next is held back.
const QUEUE: usize = 4_096;

/// A log on a NATS cluster.
pub struct JetStreamLog {
    shared: Arc<Shared>,
    queue: Mutex<Option<mpsc::Sender<Request>>>,
    tasks: Mutex<Option<Tasks>>,
    /// Those of them that end with the log.
    following: [AbortHandle; 2],
}

struct Tasks {
    writer: JoinHandle<()>,
    /// Each holds the copy.
    following: [JoinHandle<()>; 2],
}

impl std::fmt::Debug for JetStreamLog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let head = *self.shared.copy.head().borrow();
        f.debug_struct("JetStreamLog").field("head", &head).finish_non_exhaustive()
    }
}

impl JetStreamLog {
    /// Opens the log of the cluster that `options` describe, with `copy` as this node's copy of it, and waits until the
    /// copy has what the cluster had at that moment. `seen` is told how far the copy is and how far it has to go.
    ///
    /// # Errors
    /// [`LogError::Medium`] when the cluster cannot be reached or does not promise what a log needs,
    /// [`LogError::Damaged`] when it holds less than the copy, another past, or what no node has published.
    pub async fn open(
        options: &Options,
        copy: Arc<dyn EventLog>,
        seen: impl Fn(Position, Position),
    ) -> Result<Self, LogError> {
        options.check_name()?;
        let client = options.connect().await?;
        let context = jetstream::ContextBuilder::new()
            .timeout(REQUEST)
            .ack_timeout(REQUEST)
            .max_ack_inflight(QUEUE)
            .backpressure_on_inflight(true)
            .build(client.clone());
        let stream = find_or_create(&context, options).await?;
        let server = client.server_info();
        let info = stream.cached_info();
        guard::check(options, (&server.server_name, &server.version), info).await?;
        let shared = Arc::new(Shared::new(options, context, stream, copy));
        let end = patiently(|| shared.reconcile()).await?;
        let following = [
            tokio::spawn(follow::run(Arc::clone(&shared))),
            tokio::spawn(pulse::run(Arc::clone(&shared))),
        ];
        let aborts = following.each_ref().map(JoinHandle::abort_handle);
        let (queue, waiting) = mpsc::channel(QUEUE);
        let writer = tokio::spawn(append::run(Arc::clone(&shared), waiting));
        let log = Self {
            shared,
            queue: Mutex::new(Some(queue)),
            tasks: Mutex::new(Some(Tasks { writer, following })),
            following: aborts,
        };
        log.shared.caught_up(end, seen).await?;
        Ok(log)
    }
}

/// Asks until there is an answer, for a bounded time: while servers choose a leader, after one of them was lost, nobody
/// answers for what it led.
///
/// # Errors
/// The last error of `ask`.
pub async fn patiently<T, F: Future<Output = Result<T, LogError>>>(
    mut ask: impl FnMut() -> F,
) -> Result<T, LogError> {
    let end = Instant::now() + PATIENCE;
    loop {
        match ask().await {
            Err(LogError::Medium { doing, source }) if Instant::now() < end => {
                tracing::warn!(
                    error = &*source,
                    doing,
                    "the cluster does not answer; asking again"
                );
                tokio::time::sleep(PING).await;
            }
            answered => return answered,
        }
    }
}

/// The stream of this name, if there is one; an error of a cluster that does not answer is one only after a while.
///
/// # Errors
/// [`LogError::Medium`] when the cluster does not answer.
pub async fn find_stream(context: &Context, name: &str) -> Result<Option<Stream>, LogError> {
    patiently(|| async {
        match context.get_stream(name).await {
            Ok(stream) => Ok(Some(stream)),
            Err(error) => match error.kind() {
                GetStreamErrorKind::JetStream(told)
                    if told.error_code() == ErrorCode::STREAM_NOT_FOUND =>
                {
                    Ok(None)
                }
                _ => Err(failed(&format!("find the stream {name}"))(error)),
            },
        }
    })
    .await
}

async fn find_or_create(context: &Context, options: &Options) -> Result<Stream, LogError> {
    let name = options.stream_name();
    if let Some(stream) = find_stream(context, &name).await? {
        return Ok(stream);
    }
    if !options.create {
        let doing = format!("find the stream {name}");
        return Err(LogError::Medium {
            doing,
            source: "the cluster has no log of this name".into(),
        });
    }
    let created = context.create_stream(guard::wanted(options)).await;
    created
        .map_err(failed(&format!("create the stream {name} with {} replica(s)", options.replicas)))
}

#[async_trait]
impl EventLog for JetStreamLog {
    async fn append(&self, commit: Commit, expected: Position) -> Result<Appended, LogError> {
        let frame = encode(expected, &commit)?;
        let (answer, outcome) = oneshot::channel();
        let request = Request { commit, frame, expected, answer };
        // Held while sending, so that what comes first is also published first.
        let queue = self.queue.lock().await;
        let sender = queue.as_ref().ok_or_else(|| self.shared.why_stopped())?;
        sender.send(request).await.map_err(|_| self.shared.why_stopped())?;
        drop(queue);
        outcome.await.map_err(|_| self.shared.why_stopped())?
    }

    async fn read(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, LogError> {
        self.shared.copy.read(after, limit).await
    }

    async fn read_stream(
        &self,
        stream: &StreamId,
        after: Position,
        limit: usize,
    ) -> Result<Vec<Recorded>, LogError> {
        self.shared.copy.read_stream(stream, after, limit).await
    }

    async fn find(&self, command: CommandId) -> Result<Option<Recorded>, LogError> {
        self.shared.copy.find(command).await
    }

    fn head(&self) -> watch::Receiver<Position> {
        self.shared.copy.head()
    }

    async fn stopped(&self) -> String {
        tokio::select! {
            why = self.shared.stopped() => why,
            why = self.shared.copy.stopped() => why,
        }
    }

    fn trouble(&self) -> Option<String> {
        self.shared.trouble.lock().clone()
    }

    async fn close(&self) -> Result<(), LogError> {
        let mut tasks = self.tasks.lock().await;
        let Some(Tasks { writer, following }) = tasks.take() else {
            return Ok(());
        };
        drop(self.queue.lock().await.take());
        // What was accepted needs the follower to be answered, so it ends last.
        let written = writer.await;
        self.shared.stop("it was closed");
        for task in following {
            task.abort();
            // Waited for, because it holds the copy; that it was aborted is known.
            let _aborted = task.await;
        }
        self.shared.copy.close().await?;
        written.map_err(failed("end the log's writer"))
    }
}

impl Drop for JetStreamLog {
    /// What was accepted is still published; use [`EventLog::close`] to hear whether it was.
    fn drop(&mut self) {
        self.shared.stop("it was closed");
        self.following.iter().for_each(AbortHandle::abort);
    }
}

/// Turns an error of the client's into ours.
pub(crate) fn failed<E: Error + Send + Sync + 'static>(doing: &str) -> impl FnOnce(E) -> LogError {
    let doing = doing.to_owned();
    move |source| LogError::Medium { doing, source: Box::new(source) }
}
