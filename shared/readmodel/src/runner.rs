//! The projection runner: follows the log's doorbell, one transaction per batch, rebuilds beside and swaps.

use std::sync::Arc;

use eventlog::{EventLog, Position};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::{Projection, ReadModel, RunnerError};

mod build;
mod follow;
mod tidying;
mod writer;

/// Commits of one transaction.
pub(crate) const BATCH: usize = 2_000;

/// The projections of a node, in the order in which they see each commit.
pub(crate) type Projections = Arc<Vec<Box<dyn Projection>>>;

/// A projection that stands still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectionFault {
    /// Which one.
    pub projection: &'static str,
    /// The commit it could not take in.
    pub position: Position,
    /// Why, with its causes.
    pub message: String,
}

/// What the runner does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
    /// Keeps up with the log.
    Following,
    /// Builds a new file beside the one in use.
    Rebuilding {
        /// Taken in so far.
        done: Position,
        /// The log's head.
        head: Position,
    },
    /// The file cannot be written at present: the disk is full or fails. It is tried again by and by.
    Waiting {
        /// Why, and what to do.
        why: String,
    },
    /// Stopped by a fault of the log; the node must be restarted.
    Stopped {
        /// Why, with its causes.
        why: String,
    },
    /// Stopped because it was asked to.
    Closed,
}

/// How the projection of this node stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// What it does.
    pub phase: Phase,
    /// Projections that stand still; the others go on.
    pub faults: Vec<ProjectionFault>,
}

/// Projects a log into a read model until it is stopped.
#[derive(Debug)]
pub struct Runner {
    status: watch::Receiver<Status>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Runner {
    /// Prepares the file and starts to follow `log`; does not wait until the log is taken in.
    ///
    /// A file of another schema, of another log or damaged is rebuilt beside while readers keep the old one.
    ///
    /// # Errors
    /// When the file cannot be prepared or the log cannot be read.
    pub async fn start(
        model: ReadModel,
        log: Arc<dyn EventLog>,
        projections: Vec<Box<dyn Projection>>,
    ) -> Result<Self, RunnerError> {
        let starting = Status { phase: Phase::Following, faults: Vec::new() };
        let (status_sender, status) = watch::channel(starting);
        let (stop, stopped) = watch::channel(false);
        let follower =
            follow::Follower::prepare(model, log, Arc::new(projections), status_sender, stopped)
                .await?;
        let task = tokio::spawn(follower.run());
        Ok(Self { status, stop, task })
    }

    /// How it stands; changes ring.
    #[must_use]
    pub fn status(&self) -> watch::Receiver<Status> {
        self.status.clone()
    }

    /// Stops after the batch in hand and waits for it.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        if let Err(error) = (&mut self.task).await {
            tracing::error!(%error, "the projection was broken off");
        }
    }
}

impl Drop for Runner {
    /// A runner that nobody holds any more stops where it is; what it had not written is taken in by the next.
    fn drop(&mut self) {
        self.task.abort();
    }
}
