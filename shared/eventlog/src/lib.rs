//! What a log is: commits in one total order, a doorbell when there is a new one, and the contract every adapter keeps.
#![warn(missing_docs)]

pub mod checkpoint;
#[cfg(feature = "contract")]
pub mod contract;
pub mod frame;
mod json;
mod memory;
pub mod transfer;
pub mod tree;
mod verify;
mod waiters;

use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use uuid::Uuid;

pub use json::Json;
pub use memory::MemoryLog;
pub use verify::{Verified, verify, verify_after};
pub use waiters::Waiters;

/// Place of a commit in the total order: 1, 2, 3… without gaps. 0 is "before everything".
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Position(pub u64);

/// Name of a stream, `<aggregate>/<id>`, at most 120 bytes of `[a-z0-9/_-]`: also a `JetStream` subject with `/` as `.`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StreamId(pub Arc<str>);

impl std::fmt::Display for StreamId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Given by the client with a command; a repeat of it returns the first outcome, for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CommandId(pub Uuid);

/// An event as it is stored: a name, a version and a payload that the domain's codec understands.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StoredEvent {
    /// `<context>.<event>`, e.g. `jumelage.proposed`.
    pub name: Arc<str>,
    /// Version of the payload's shape, from 1.
    pub version: u16,
    /// JSON.
    pub payload: Json,
}

/// All that one command caused: the unit of append. One stream, one record, one `JetStream` message.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Commit {
    /// Idempotency key.
    pub command_id: CommandId,
    /// The aggregate's stream.
    pub stream: StreamId,
    /// Moment of the act, milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
    /// Who acted, as the domain's codec wrote it (JSON, ids and function only).
    pub author: Json,
    /// At least one event.
    pub events: Vec<StoredEvent>,
}

/// A commit with its place and the chain up to it.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// Its place in the total order.
    pub position: Position,
    /// Position of the commit before it in the same stream; 0 when it is the first.
    pub previous: Position,
    /// SHA-256 over the previous commit's hash and this commit's bytes: no commit can be changed unseen.
    pub hash: [u8; 32],
    /// The commit.
    pub commit: Arc<Commit>,
}

/// What an append returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// Where the commit stands.
    pub position: Position,
    /// True when the same command id had been appended before: nothing was written now.
    pub repeated: bool,
}

/// Why a log did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The stream has moved on; load it again and decide again.
    #[error("stream {stream} is at {actual:?}, not at {expected:?}")]
    Conflict {
        /// Which stream.
        stream: StreamId,
        /// What the writer expected.
        expected: Position,
        /// What it is.
        actual: Position,
    },
    /// The commit breaks a limit of the log; nothing was written.
    #[error("commit refused: {0}")]
    Invalid(String),
    /// The log stopped after a failed write or sync; the node must be restarted once the cause is mended.
    #[error("the log is stopped: {0}")]
    Stopped(String),
    /// What is on the medium is not what was written.
    #[error("the log is damaged at position {at:?}: {what}")]
    Damaged {
        /// First position in doubt.
        at: Position,
        /// What was found.
        what: String,
    },
    /// The medium failed.
    #[error("{doing}")]
    Medium {
        /// What the log was doing.
        doing: String,
        /// Why it failed.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// A log of commits. Small on purpose; every adapter passes the same contract suite.
#[async_trait]
pub trait EventLog: Send + Sync + 'static {
    /// Appends `commit` if its stream's last position is `expected` (0: the stream does not exist).
    ///
    /// Answers once the commit is durable and the doorbell has rung. A known `command_id` answers with the first
    /// position whatever `expected` is.
    async fn append(&self, commit: Commit, expected: Position) -> Result<Appended, LogError>;

    /// Commits after `after` in order, at most `limit`; never past [`EventLog::head`].
    async fn read(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, LogError>;

    /// Commits before `before`, the newest first, at most `limit`.
    async fn read_back(&self, before: Position, limit: usize) -> Result<Vec<Recorded>, LogError> {
        let end = before.0.min(self.head().borrow().0 + 1).saturating_sub(1);
        let after = end.saturating_sub(limit as u64);
        let wanted = usize::try_from(end - after).unwrap_or(limit);
        let mut page = self.read(Position(after), wanted).await?;
        page.reverse();
        Ok(page)
    }

    /// Commits of one stream after `after` in order, at most `limit`.
    async fn read_stream(
        &self,
        stream: &StreamId,
        after: Position,
        limit: usize,
    ) -> Result<Vec<Recorded>, LogError>;

    /// The commit that a command caused, if it was appended.
    async fn find(&self, command: CommandId) -> Result<Option<Recorded>, LogError>;

    /// Where the commits of `commands` stand, each in its place; `None` for one that was not appended. Asked at once they
    /// cost little more than one.
    async fn places(&self, commands: &[CommandId]) -> Result<Vec<Option<Position>>, LogError> {
        let mut places = Vec::with_capacity(commands.len());
        for command in commands {
            places.push(self.find(*command).await?.map(|recorded| recorded.position));
        }
        Ok(places)
    }

    /// The doorbell: the last durable position. Rings before `append` answers.
    fn head(&self) -> watch::Receiver<Position>;

    /// Waits until the log has stopped by itself, and says why and what to do; for ever while it runs.
    async fn stopped(&self) -> String {
        std::future::pending().await
    }

    /// What keeps the log from taking commits at present, although it runs and is read; for operators.
    fn trouble(&self) -> Option<String> {
        None
    }

    /// Stops accepting, waits until everything accepted is durable, releases the medium.
    async fn close(&self) -> Result<(), LogError>;
}

/// An error with all its causes on one line.
#[must_use]
pub fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
