//! What the runner hands to a projection: a commit whose events are already read, and the contract of projections.

use std::sync::Arc;

use domain::{Author, Event, codec};
use eventlog::{CommandId, Position, Recorded, StreamId};
use jiff::Timestamp;
use rusqlite::Transaction;

use crate::ProjectError;

/// A commit as projections see it.
#[derive(Debug, Clone)]
pub struct Decoded {
    /// Its place in the total order.
    pub position: Position,
    /// The moment of the act.
    pub at: Timestamp,
    /// The client's identifier of the act.
    pub command_id: CommandId,
    /// Who acted.
    pub author: Author,
    /// The aggregate's stream.
    pub stream: StreamId,
    /// The chain's hash up to here.
    pub hash: [u8; 32],
    /// What happened, in order.
    pub events: Vec<DecodedEvent>,
}

/// An event of a commit.
#[derive(Debug, Clone)]
pub struct DecodedEvent {
    /// Its place in the commit, from 0.
    pub index: u16,
    /// Its stored name, such as `jumelage.proposed`.
    pub name: Arc<str>,
    /// The event.
    pub event: Event,
}

impl Decoded {
    /// Reads a recorded commit.
    ///
    /// # Errors
    /// When an event, the author or the moment is not known to this version.
    pub fn read(recorded: &Recorded) -> Result<Self, ProjectError> {
        let commit = &recorded.commit;
        let mut events = Vec::with_capacity(commit.events.len());
        for (index, stored) in (0_u16..).zip(&commit.events) {
            let event = codec::decode(&stored.name, stored.version, stored.payload.get())?;
            events.push(DecodedEvent { index, name: Arc::clone(&stored.name), event });
        }
        let at = Timestamp::from_millisecond(commit.at_ms)
            .map_err(|_| ProjectError::Commit(format!("its moment is {} ms", commit.at_ms)))?;
        Ok(Self {
            position: recorded.position,
            at,
            command_id: commit.command_id,
            author: codec::decode_author(commit.author.get())?,
            stream: commit.stream.clone(),
            hash: recorded.hash,
            events,
        })
    }

    /// The moment in milliseconds since 1970.
    #[must_use]
    pub fn at_ms(&self) -> i64 {
        self.at.as_millisecond()
    }
}

/// Turns commits into rows. The same commits always give the same rows.
pub trait Projection: Send + Sync {
    /// Its name in faults and metrics.
    fn name(&self) -> &'static str;

    /// DDL of its tables and of the indices it needs itself; `IF NOT EXISTS` is not needed.
    fn setup(&self) -> &'static str {
        ""
    }

    /// SQL of what only queries need, such as indices: run once in the life of a file, at the end of its rebuild.
    fn indices(&self) -> &'static str {
        ""
    }

    /// Writes what `commit` changes.
    ///
    /// # Errors
    /// When a row cannot be written; the projection then stands still at this commit, the others go on.
    fn apply(&self, tx: &Transaction<'_>, commit: &Decoded) -> Result<(), ProjectError>;

    /// As [`Projection::apply`], into a file that nobody reads before [`Projection::indices`] has run: what that makes
    /// may be left out.
    ///
    /// # Errors
    /// As [`Projection::apply`].
    fn apply_rebuilding(&self, tx: &Transaction<'_>, commit: &Decoded) -> Result<(), ProjectError> {
        self.apply(tx, commit)
    }
}
