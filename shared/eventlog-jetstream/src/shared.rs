//! What writer and follower share: the stream, the copy, how fresh the copy is, and whether the log still runs.

use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use async_nats::jetstream::Context;
use async_nats::jetstream::stream::{LastRawMessageErrorKind, Stream};
use eventlog::frame::encode;
use eventlog::{EventLog, LogError, Position, Recorded, StreamId, Waiters};
use parking_lot::Mutex;
use tokio::sync::{Notify, watch};

use crate::guard::WINDOW;
use crate::options::Options;
use crate::pulse::is_leaderless;
use crate::{PATIENCE, failed, message};

/// How long the copy may stand still, while something is known to be missing, before the follower begins anew.
const STALLED: Duration = Duration::from_secs(1);
/// How often a cluster that seems to hold too little is asked again: a server that has just started may be behind.
const AGAIN: Duration = Duration::from_millis(250);

pub(crate) struct Shared {
    pub(crate) log: String,
    pub(crate) alone: bool,
    pub(crate) context: Context,
    pub(crate) stream: Stream,
    pub(crate) copy: Arc<dyn EventLog>,
    /// Tells the follower to begin anew from where the copy is.
    pub(crate) nudge: Notify,
    /// How long a command may be taken for new that the copy does not have, although the copy was not compared since.
    trusted_for: Duration,
    /// When the copy was last known to have everything.
    compared: Mutex<Option<Instant>>,
    stopped: watch::Sender<Option<String>>,
    /// Those who wait for the copy.
    waiting: Arc<Waiters>,
    /// Why the cluster takes no commits at present, as it was last asked.
    pub(crate) trouble: Mutex<Option<String>>,
}

impl Shared {
    pub(crate) fn new(
        options: &Options,
        context: Context,
        stream: Stream,
        copy: Arc<dyn EventLog>,
    ) -> Self {
        Self {
            log: options.log.clone(),
            alone: options.alone,
            trusted_for: stream.cached_info().config.duplicate_window.min(WINDOW) / 2,
            context,
            stream,
            copy,
            nudge: Notify::new(),
            compared: Mutex::new(None),
            stopped: watch::Sender::new(None),
            waiting: Arc::default(),
            trouble: Mutex::new(None),
        }
    }

    pub(crate) fn head(&self) -> Position {
        *self.copy.head().borrow()
    }

    /// The first reason counts.
    pub(crate) fn stop(&self, reason: &str) {
        self.stopped.send_if_modified(|stopped| {
            let first = stopped.is_none();
            if first {
                tracing::info!(reason, "the log stops");
                *stopped = Some(reason.to_owned());
            }
            first
        });
    }

    pub(crate) fn running(&self) -> Result<(), LogError> {
        if self.stopped.borrow().is_some() { Err(self.why_stopped()) } else { Ok(()) }
    }

    /// Waits until it has stopped, and says why.
    pub(crate) async fn stopped(&self) -> String {
        let mut why = self.stopped.subscribe();
        let stopped = why.wait_for(Option::is_some).await;
        stopped.ok().and_then(|why| why.clone()).unwrap_or_else(|| "it was closed".to_owned())
    }

    pub(crate) fn why_stopped(&self) -> LogError {
        let stopped = self.stopped.borrow();
        LogError::Stopped(stopped.clone().unwrap_or_else(|| "it was closed".to_owned()))
    }

    /// Notes that the copy had at `then` all that the cluster had.
    pub(crate) fn was_complete(&self, then: Instant) {
        let mut compared = self.compared.lock();
        *compared = Some(compared.map_or(then, |before| before.max(then)));
    }

    /// Sees to it that a command which the copy does not have is either new, or young enough for the cluster to know it.
    pub(crate) async fn freshen(&self) -> Result<(), LogError> {
        let fresh = |compared: Option<Instant>| {
            compared.is_some_and(|then| then.elapsed() < self.trusted_for)
        };
        if fresh(*self.compared.lock()) {
            return Ok(());
        }
        let then = Instant::now();
        let end = self.end().await?;
        self.reached(end, then + PATIENCE).await?;
        self.was_complete(then);
        Ok(())
    }

    /// The last position that the cluster's leader knows.
    pub(crate) async fn end(&self) -> Result<Position, LogError> {
        let doing = "ask the cluster for its end";
        let info = self.stream.get_info().await.map_err(failed(doing))?;
        if info.cluster.as_ref().is_some_and(is_leaderless) {
            // A server that is cut off says where it ended.
            let (doing, source) = (doing.to_owned(), "it has no leader".into());
            return Err(LogError::Medium { doing, source });
        }
        Ok(Position(info.state.last_sequence))
    }

    /// The last position of a stream that the cluster's leader knows; 0 when there is none.
    pub(crate) async fn end_of(&self, stream: &StreamId) -> Result<Position, LogError> {
        let subject = message::subject(&self.log, stream);
        match self.stream.get_last_raw_message_by_subject(&subject).await {
            Ok(last) => Ok(Position(last.sequence)),
            Err(error) if error.kind() == LastRawMessageErrorKind::NoMessageFound => {
                Ok(Position(0))
            }
            Err(error) => Err(failed("ask the cluster for a stream's end")(error)),
        }
    }

    /// Waits until the copy has come to `position`; a follower that hangs is made to begin anew.
    pub(crate) async fn reached(&self, position: Position, until: Instant) -> Result<(), LogError> {
        let (head, mut before) = (|| self.head(), self.head());
        if before >= position {
            return Ok(());
        }
        let mut reached = pin!(self.waiting.until(position, head));
        let mut stopped = self.stopped.subscribe();
        let mut stopped = pin!(stopped.wait_for(Option::is_some));
        loop {
            tokio::select! {
                () = &mut reached => return Ok(()),
                _ = &mut stopped => return Err(self.why_stopped()),
                () = tokio::time::sleep(STALLED) => {}
            }
            if Instant::now() > until {
                let doing = format!("hear of commit {} from the cluster", position.0);
                return Err(LogError::Medium { doing, source: "it did not come in time".into() });
            }
            let now = head();
            if now == before {
                self.nudge.notify_one();
            }
            before = now;
        }
    }

    /// Tells those who wait how far the copy is.
    pub(crate) fn has_come(&self) {
        self.waiting.reached(self.head());
    }

    /// Waits until the copy has come to `end`, as long as it goes on; `seen` is told how far it is.
    pub(crate) async fn caught_up(
        &self,
        end: Position,
        seen: impl Fn(Position, Position),
    ) -> Result<(), LogError> {
        let then = Instant::now();
        let mut at = self.head();
        while at < end {
            let next = Position((at.0 + 10_000).min(end.0));
            self.reached(next, Instant::now() + PATIENCE).await?;
            at = self.head();
            seen(at, end);
        }
        self.was_complete(then);
        Ok(())
    }

    /// Where the cluster ends, if what the copy has is the beginning of what the cluster has.
    pub(crate) async fn reconcile(&self) -> Result<Position, LogError> {
        let head = self.head();
        let mut end = self.end().await?;
        let until = Instant::now() + PATIENCE;
        while end < head && Instant::now() < until {
            tokio::time::sleep(AGAIN).await;
            end = self.end().await?;
        }
        if end < head {
            let what = format!(
                "the cluster ends at {}, this node's copy at {}: the cluster has lost commits, or the copy is that of \
                 another log. Bring the copy into the cluster under a new name with `rives log copy`",
                end.0, head.0
            );
            return Err(LogError::Damaged { at: Position(end.0 + 1), what });
        }
        let last = self.copy.read(Position(head.0.saturating_sub(1)), 1).await?;
        match last.first() {
            Some(last) if head.0 > 0 => self.compare(last).await?,
            _ => {}
        }
        Ok(end)
    }

    /// Refuses when the cluster has another commit at this place.
    async fn compare(&self, last: &Recorded) -> Result<(), LogError> {
        let at = last.position;
        let there = self.stream.get_raw_message(at.0).await;
        let there = there.map_err(failed(&format!("read commit {} from the cluster", at.0)))?;
        if there.payload[..] == encode(last.previous, &last.commit)?[..] {
            return Ok(());
        }
        let what = "the cluster has another commit here than this node's copy: the copy is that of another log, or \
                    the node has written to it without the cluster";
        Err(LogError::Damaged { at, what: what.into() })
    }
}
