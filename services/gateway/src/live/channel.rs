//! A channel: one task that pulls new changes once and keeps the latest in a ring for all its followers.

use std::collections::VecDeque;
use std::sync::{Arc, Weak};
use std::time::Duration;

use eventlog::Position;
use parking_lot::Mutex;
use tokio::sync::watch;
use tokio::task::AbortHandle;

use super::{BATCH, Batch, Item, Source, end_of};

/// Changes kept for followers that are a little behind.
const KEPT: usize = 512;
/// Memory of the changes kept.
const KEPT_BYTES: usize = 1 << 20;
/// Pause before a failed read is tried again.
const PAUSE: Duration = Duration::from_secs(1);

/// The latest changes of one question under one set of rights.
pub struct Channel {
    /// One for all: a copy for each follower would hold its own parsed document.
    source: Arc<dyn Source>,
    ring: Mutex<Ring>,
    bell: watch::Sender<i64>,
    task: Mutex<Option<AbortHandle>>,
}

/// What a channel has for a follower.
pub(super) enum Pulled {
    /// Changes to deliver; nothing up to `through` is missing once they are.
    Ready(Batch),
    /// The follower's place is before the ring's beginning.
    Behind,
    /// Nothing new.
    Nothing,
}

struct Ring {
    /// Every change after this place and up to `through` is in `items`.
    from: i64,
    through: i64,
    items: VecDeque<Item>,
    bytes: usize,
}

impl Channel {
    /// Opens a channel that begins at what is applied now; its task ends with it.
    pub(super) fn open(source: Arc<dyn Source>, applied: watch::Receiver<Position>) -> Arc<Self> {
        let from = end_of(*applied.borrow());
        let ring = Ring { from, through: from, items: VecDeque::new(), bytes: 0 };
        let channel = Arc::new(Self {
            source: Arc::clone(&source),
            ring: Mutex::new(ring),
            bell: watch::Sender::new(from),
            task: Mutex::new(None),
        });
        let task = tokio::spawn(pull(Arc::downgrade(&channel), source, applied, from));
        *channel.task.lock() = Some(task.abort_handle());
        channel
    }

    /// Where the channel's changes come from.
    pub(super) fn source(&self) -> &dyn Source {
        self.source.as_ref()
    }

    /// Rings when there is something new.
    pub(super) fn bell(&self) -> watch::Receiver<i64> {
        self.bell.subscribe()
    }

    /// At most `limit` changes after `after`.
    pub(super) fn after(&self, after: i64, limit: usize) -> Pulled {
        let ring = self.ring.lock();
        if after < ring.from {
            return Pulled::Behind;
        }
        if after >= ring.through {
            return Pulled::Nothing;
        }
        let first = ring.items.partition_point(|item| item.seq <= after);
        let items: Vec<Item> = ring.items.range(first..).take(limit).cloned().collect();
        let all = first + items.len() == ring.items.len();
        let through = match items.last() {
            Some(last) if !all => last.seq,
            _ => ring.through,
        };
        Pulled::Ready(Batch { items, through })
    }

    fn publish(&self, batch: Batch) {
        let through = batch.through;
        self.ring.lock().add(batch);
        self.bell.send_replace(through);
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        if let Some(task) = self.task.get_mut() {
            task.abort();
        }
    }
}

impl Ring {
    fn add(&mut self, batch: Batch) {
        for item in batch.items {
            self.bytes += item.payload.len();
            self.items.push_back(item);
        }
        self.through = batch.through;
        while self.items.len() > KEPT || self.bytes > KEPT_BYTES {
            let Some(oldest) = self.items.pop_front() else {
                break;
            };
            self.bytes -= oldest.payload.len();
            self.from = oldest.seq;
        }
    }
}

/// Reads after each ring of the doorbell, until the channel is gone.
async fn pull(
    channel: Weak<Channel>,
    source: Arc<dyn Source>,
    mut applied: watch::Receiver<Position>,
    mut at: i64,
) {
    loop {
        let target = end_of(*applied.borrow_and_update());
        while at < target {
            match source.live(at, BATCH).await {
                Ok(batch) => {
                    let Some(channel) = channel.upgrade() else {
                        return;
                    };
                    at = batch.through;
                    channel.publish(batch);
                }
                // The source has logged why.
                Err(_) => tokio::time::sleep(PAUSE).await,
            }
        }
        if applied.changed().await.is_err() {
            return;
        }
    }
}
