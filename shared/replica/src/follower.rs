//! The follower: applies what other nodes did as soon as it is heard of, and sees to what was left to do.

use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::spawn_blocking;
use tokio::time::{Instant, timeout};

/// How often it is asked whether there is something new, should no news have come.
const ASK: Duration = Duration::from_secs(1);
/// How often it is looked whether something has to leave the cluster.
const CHORES: Duration = Duration::from_secs(30);
/// How often everything from before must have left it.
const DAILY: Duration = Duration::from_hours(24);

/// Calls `look` whenever there may be news, on a thread that may wait, until what is looked after goes away; now and then with
/// the number of changes that may gather in the cluster, `most` or none, for [`crate::Replica::compact_if_due`].
pub async fn follow<T: Send + Sync + 'static>(
    here: Weak<T>,
    mut news: watch::Receiver<u64>,
    most: u64,
    look: fn(&Arc<T>, Option<u64>),
) {
    let (mut chores, mut daily) = (Instant::now() + CHORES, Instant::now() + DAILY);
    loop {
        // The bell may be silent because the cluster is away: then asking finds out.
        let rung = timeout(ASK, news.changed()).await;
        let Some(here) = here.upgrade() else { return };
        if rung.is_ok_and(|rung| rung.is_err()) {
            return;
        }
        let due = Instant::now() >= chores;
        let most = if Instant::now() >= daily { 0 } else { most };
        let work = spawn_blocking(move || look(&here, due.then_some(most)));
        if let Err(error) = work.await {
            tracing::error!(%error, "following the other nodes was cut short");
        }
        if due {
            chores = Instant::now() + CHORES;
            if most == 0 {
                daily = Instant::now() + DAILY;
            }
        }
    }
}
