//! What the log counts about itself, for an operator's metrics.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

/// Upper bounds of the classes of sync latency, in microseconds; the last class has none.
pub const SYNC_BOUNDS_US: [u64; 11] =
    [100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000];

/// Counts since the log was opened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stats {
    /// Commits written.
    pub appends: u64,
    /// Commands that had been appended before.
    pub repeats: u64,
    /// Appends refused because their stream had moved on.
    pub conflicts: u64,
    /// Groups of commits made durable by one sync.
    pub batches: u64,
    /// Bytes of blocks written.
    pub bytes: u64,
    /// Syncs by latency: how many took at most [`SYNC_BOUNDS_US`]`[i]` and more than the bound before; the last,
    /// longer than all bounds.
    pub sync_latency: [u64; 12],
    /// Sum of all sync latencies, in microseconds.
    pub sync_us: u64,
    /// Commits that are durable and not yet in the index on the medium.
    pub index_behind: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Counters {
    pub(crate) appends: AtomicU64,
    pub(crate) repeats: AtomicU64,
    pub(crate) conflicts: AtomicU64,
    batches: AtomicU64,
    bytes: AtomicU64,
    sync_latency: [AtomicU64; 12],
    sync_us: AtomicU64,
}

impl Counters {
    pub(crate) fn batch(&self, commits: usize, bytes: usize, sync: Duration) {
        self.appends.fetch_add(commits as u64, Relaxed);
        self.batches.fetch_add(1, Relaxed);
        self.bytes.fetch_add(bytes as u64, Relaxed);
        let us = u64::try_from(sync.as_micros()).unwrap_or(u64::MAX);
        let class = SYNC_BOUNDS_US.partition_point(|&bound| bound < us);
        self.sync_latency[class].fetch_add(1, Relaxed);
        self.sync_us.fetch_add(us, Relaxed);
    }

    pub(crate) fn read(&self, index_behind: usize) -> Stats {
        Stats {
            appends: self.appends.load(Relaxed),
            repeats: self.repeats.load(Relaxed),
            conflicts: self.conflicts.load(Relaxed),
            batches: self.batches.load(Relaxed),
            bytes: self.bytes.load(Relaxed),
            sync_latency: std::array::from_fn(|class| self.sync_latency[class].load(Relaxed)),
            sync_us: self.sync_us.load(Relaxed),
            index_behind: index_behind as u64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sync_is_counted_in_the_class_of_its_latency() {
        let counters = Counters::default();
        for us in [1, 100, 101, 250_000, 250_001] {
            counters.batch(2, 10, Duration::from_micros(us));
        }
        let stats = counters.read(3);
        assert_eq!((stats.appends, stats.batches, stats.bytes), (10, 5, 50));
        assert_eq!(stats.sync_latency, [2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
        assert_eq!((stats.sync_us, stats.index_behind), (500_203, 3));
    }
}
