//! Bells: who keeps something about people in memory hears here that it changed, whether this node or another changed it.

use std::sync::Arc;
use std::time::Duration;

use eventlog::Position;
use moka::sync::Cache;
use tokio::sync::watch;

use crate::Viewer;

/// Viewers kept in memory; asked at every request.
const VIEWERS: u64 = 10_000;

/// How long they are kept: so often the last use of a session is written down, and one that has rested too long ends.
const FRESH: Duration = Duration::from_mins(5);

/// What hangs on the store and moves with it.
pub(crate) struct Bells {
    /// By the hash of the session's token; emptied at any change of people, seats or sessions.
    viewers: Cache<[u8; 32], Arc<Viewer>>,
    /// Counts changes of rights: who keeps a viewer for long asks again when it moves.
    pub(crate) rights: watch::Sender<u64>,
    /// The last position of the log whose seats are in the store.
    pub(crate) followed: watch::Sender<Position>,
    /// Counts mails put into the outbox: the courier's doorbell.
    pub(crate) outbox: watch::Sender<u64>,
}

impl Default for Bells {
    fn default() -> Self {
        Self {
            viewers: Cache::builder().max_capacity(VIEWERS).time_to_live(FRESH).build(),
            rights: watch::Sender::new(0),
            followed: watch::Sender::new(Position(0)),
            outbox: watch::Sender::new(0),
        }
    }
}

impl Bells {
    /// Forgets what is kept in memory about viewers, after any change.
    pub(crate) fn changed(&self) {
        self.viewers.invalidate_all();
        self.rights.send_modify(|version| *version += 1);
    }

    /// Tells the courier that there is work.
    pub(crate) fn ring(&self) {
        self.outbox.send_modify(|count| *count += 1);
    }

    /// The seats of the log up to `position` are in the store; it never goes back.
    pub(crate) fn followed(&self, position: Position) {
        self.followed.send_if_modified(|known| {
            let further = position > *known;
            *known = position.max(*known);
            further
        });
    }

    pub(crate) fn viewer(&self, key: &[u8; 32]) -> Option<Arc<Viewer>> {
        self.viewers.get(key)
    }

    /// Keeps a viewer that was read at `version` of the rights, unless something changed since: then the next request
    /// reads again.
    pub(crate) fn keep(&self, key: [u8; 32], viewer: &Arc<Viewer>, version: u64) {
        if *self.rights.borrow() != version {
            return;
        }
        self.viewers.insert(key, Arc::clone(viewer));
        // What changed between the look and the keeping has emptied the cache too early for this one.
        if *self.rights.borrow() != version {
            self.viewers.invalidate(&key);
        }
    }
}
