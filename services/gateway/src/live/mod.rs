//! The live feed: a change is run and encoded once for all who may see the same, and pulled by each from its cursor.
//!
//! One [`Channel`] per kind of question and rights follows the read model's doorbell and keeps the latest changes,
//! encoded, in a ring. A [`Follower`] reads the ring from its own cursor; one that is behind the ring's beginning
//! catches up by itself and joins again. Nothing is queued per watcher, so a slow one costs nothing and loses nothing.

mod channel;
mod follower;

pub use channel::Channel;
pub use follower::{Ended, Follower};

use std::collections::HashMap;
use std::sync::{Arc, Weak};

use async_trait::async_trait;
use axum::extract::ws::Utf8Bytes;
use eventlog::Position;
use identity::Viewer;
use parking_lot::Mutex;
use tokio::sync::{Semaphore, watch};

/// Changes read and run at a time.
pub(crate) const BATCH: usize = 128;
/// Followers that catch up by themselves at a time, per node.
const CATCHING_UP: usize = 8;
/// Events per commit in the numbering of the feed.
const PLACES: i64 = 64;

/// A change as it goes to subscribers.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its place in the feed: `position * 64 + index`.
    pub seq: i64,
    /// The payload of `next`, JSON.
    pub payload: Utf8Bytes,
}

/// What a source has after a place.
#[derive(Debug, Default)]
pub struct Batch {
    /// In the order of the feed.
    pub items: Vec<Item>,
    /// Nothing up to here is missing from `items`.
    pub through: i64,
}

/// Why a source could not read; the cause is in the log already.
#[derive(Debug, thiserror::Error)]
#[error("the changes could not be read")]
pub struct SourceFault;

/// Where a kind of question finds its changes, encoded.
#[async_trait]
pub trait Source: Send + Sync + 'static {
    /// At most `limit` changes after `after`, in order.
    async fn after(&self, after: i64, limit: usize) -> Result<Batch, SourceFault>;

    /// As [`Source::after`] for those who watch as it happens: with a notice of what went out of their view meanwhile.
    async fn live(&self, after: i64, limit: usize) -> Result<Batch, SourceFault> {
        self.after(after, limit).await
    }

    /// A notice for each thing of which `before` saw more than is seen with the rights of this source, to go out at the
    /// place `at`; none where everybody sees the same.
    async fn departed(&self, _before: &Arc<Viewer>, _at: i64) -> Result<Vec<Item>, SourceFault> {
        Ok(Vec::new())
    }
}

/// The last place that a commit at `position` can have in the feed.
#[must_use]
pub fn end_of(position: Position) -> i64 {
    let position = i64::try_from(position.0).unwrap_or(i64::MAX / PLACES - 1);
    position * PLACES + PLACES - 1
}

/// The position of the commit that has this place in the feed.
#[must_use]
pub fn position_of(seq: i64) -> Position {
    Position((seq / PLACES).unsigned_abs())
}

/// The channels of a node.
pub struct Live {
    applied: watch::Receiver<Position>,
    channels: Mutex<HashMap<String, Weak<Channel>>>,
    catching_up: Arc<Semaphore>,
}

impl Live {
    /// Channels that follow `applied`.
    #[must_use]
    pub fn new(applied: watch::Receiver<Position>) -> Self {
        let catching_up = Arc::new(Semaphore::new(CATCHING_UP));
        Self { applied, channels: Mutex::default(), catching_up }
    }

    /// Follows `source` from `after`; followers with the same `key` share one channel.
    pub fn follow(&self, key: &str, source: &Arc<dyn Source>, after: i64) -> Follower {
        let channel = self.channel(key, source);
        Follower::new(channel, Arc::clone(&self.catching_up), after)
    }

    fn channel(&self, key: &str, source: &Arc<dyn Source>) -> Arc<Channel> {
        let mut channels = self.channels.lock();
        if let Some(channel) = channels.get(key).and_then(Weak::upgrade) {
            return channel;
        }
        channels.retain(|_, channel| channel.strong_count() > 0);
        let channel = Channel::open(Arc::clone(source), self.applied.clone());
        channels.insert(key.to_owned(), Arc::downgrade(&channel));
        channel
    }

    /// How many channels are open.
    #[must_use]
    pub fn open(&self) -> usize {
        self.channels.lock().values().filter(|channel| channel.strong_count() > 0).count()
    }
}

#[cfg(test)]
mod tests;
