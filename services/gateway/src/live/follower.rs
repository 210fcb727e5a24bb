//! A follower: one subscriber's place in a channel, which catches up from the record when it is behind.

use std::collections::VecDeque;
use std::sync::Arc;

use tokio::sync::{Semaphore, watch};

use super::channel::{Channel, Pulled};
use super::{BATCH, Batch, Item, SourceFault};

/// Why a follower has no more changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The node no longer follows its log.
    Closed,
    /// The changes could not be read; the cause is in the log. The client resumes from its cursor.
    Fault,
}

/// One subscriber's place.
pub struct Follower {
    channel: Arc<Channel>,
    bell: watch::Receiver<i64>,
    catching_up: Arc<Semaphore>,
    pending: VecDeque<Item>,
    /// Everything up to here was delivered or does not concern this subscriber.
    at: i64,
    /// What `at` becomes once nothing is pending.
    through: i64,
}

impl Follower {
    pub(super) fn new(channel: Arc<Channel>, catching_up: Arc<Semaphore>, after: i64) -> Self {
        let bell = channel.bell();
        let pending = VecDeque::new();
        Self { channel, bell, catching_up, pending, at: after, through: after }
    }

    /// The place up to which everything was delivered.
    #[must_use]
    pub fn at(&self) -> i64 {
        self.at
    }

    /// The next change after the last one, as soon as there is one. Dropping the future loses nothing.
    ///
    /// # Errors
    /// When there will be none.
    pub async fn next(&mut self) -> Result<Item, Ended> {
        loop {
            if let Some(item) = self.pending.pop_front() {
                self.at = item.seq;
                return Ok(item);
            }
            self.at = self.at.max(self.through);
            // Marked as heard before the ring is read: a change that comes in between rings again.
            self.bell.borrow_and_update();
            match self.channel.after(self.at, BATCH) {
                Pulled::Ready(batch) => self.take(batch),
                Pulled::Behind => {
                    let batch = self.catch_up().await.map_err(|SourceFault| Ended::Fault)?;
                    self.take(batch);
                }
                Pulled::Nothing => self.bell.changed().await.map_err(|_| Ended::Closed)?,
            }
        }
    }

    /// Takes back the change that [`Follower::next`] gave last, as if it had not been given.
    pub fn put_back(&mut self, item: Item) {
        self.at = item.seq - 1;
        self.pending.push_front(item);
    }

    fn take(&mut self, batch: Batch) {
        self.through = batch.through;
        self.pending.extend(batch.items.into_iter().filter(|item| item.seq > self.at));
    }

    async fn catch_up(&self) -> Result<Batch, SourceFault> {
        let permit = self.catching_up.acquire().await;
        let batch = self.channel.source().after(self.at, BATCH).await;
        drop(permit);
        batch
    }
}
