//! Somebody who watches: follows the feed over a connection that breaks, and goes on from the last change received.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;

use crate::node::Place;
use crate::storm::Fate;

/// What a watcher has received, in order, since the place in the feed where it began.
pub(crate) struct Seen {
    pub(crate) from: i64,
    pub(crate) seqs: Mutex<Vec<i64>>,
}

impl Seen {
    pub(crate) fn from(from: i64) -> Arc<Self> {
        Arc::new(Self { from, seqs: Mutex::default() })
    }

    fn cursor(&self) -> i64 {
        self.seqs.lock().last().copied().unwrap_or(self.from)
    }
}

/// Watches for ever.
pub(crate) async fn watch(fate: Arc<Fate>, place: Arc<Place>, seen: Arc<Seen>) {
    loop {
        let node = place.up().await;
        fate.pause(20).await;
        fate.tell(format_args!("a watcher resumes after {}", seen.cursor()));
        let mut follower = node.live.follow("all", &node.source, seen.cursor());
        drop(node);
        let lasts = if fate.is_calm() { 1 << 40 } else { 1 + fate.below(2_000) };
        let connection = async {
            while let Ok(item) = follower.next().await {
                // On its way it is lost with the connection; what was received is never taken back.
                fate.pause(5).await;
                seen.seqs.lock().push(item.seq);
            }
        };
        tokio::select! {
            biased;
            () = place.down() => {}
            () = tokio::time::sleep(Duration::from_millis(lasts)) => {}
            () = connection => {}
        }
        fate.pause(50).await;
    }
}
