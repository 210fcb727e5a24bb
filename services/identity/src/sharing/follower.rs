//! The follower: applies what other nodes did as soon as it is heard of, and sees to what was left to do.

use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::time::{Instant, timeout};

use crate::Identity;

/// How often it is asked whether there is something new, should no news have come.
const ASK: Duration = Duration::from_secs(1);
/// How often uses are written down, and it is looked whether something has to leave the cluster.
const CHORES: Duration = Duration::from_secs(30);
/// How often everything from before must have left it.
const DAILY: Duration = Duration::from_hours(24);
/// Changes that may gather in the cluster meanwhile.
const MOST: u64 = 2_000;

/// Runs until the store goes away.
pub(crate) async fn run(identity: Weak<Identity>) {
    let Some(mut news) = identity.upgrade().and_then(|here| here.store.news()) else { return };
    let (mut chores, mut daily) = (Instant::now() + CHORES, Instant::now() + DAILY);
    loop {
        // The bell may be silent because the cluster is away: then asking finds out.
        let rung = timeout(ASK, news.changed()).await;
        let Some(here) = identity.upgrade() else { return };
        if rung.is_ok_and(|rung| rung.is_err()) {
            return;
        }
        let due = Instant::now() >= chores;
        let most = if Instant::now() >= daily { 0 } else { MOST };
        let work = tokio::task::spawn_blocking(move || follow(&here, due.then_some(most)));
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

fn follow(here: &Arc<Identity>, chores: Option<u64>) {
    here.store.follow_others();
    let Some(most) = chores else { return };
    let done = here.write_touches().and_then(|()| here.store.compact_if_due(most));
    if let Err(error) = done {
        let error = &error as &dyn std::error::Error;
        tracing::warn!(error, "what the nodes share about people was not looked after");
    }
}
