//! What the node does by itself now and then: mark as dormant what nobody has touched for a long time.

use std::sync::Arc;
use std::time::Duration;

use commands::{Fault, Outcome};
use domain::cooperation::Cooperation;
use domain::dormancy;
use jiff::ToSpan as _;
use jiff::tz::TimeZone;
use readmodel::cooperation::{CooperationRow, dormant_candidates};
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};

use crate::graph::world::World;

/// How often to look; dormancy is counted in months.
const EVERY: Duration = Duration::from_hours(1);
/// Cooperations marked at a time; the rest waits for the next look.
const AT_ONCE: usize = 500;

/// Sweeps until the node stops; with 0 months nothing is ever marked.
pub async fn run(world: Arc<World>, months: u16, mut stopping: watch::Receiver<bool>) {
    if months == 0 {
        return;
    }
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => match sweep(&world, months).await {
                Ok(0) => {}
                Ok(marked) => tracing::info!(marked, months, "cooperations fell asleep"),
                Err(error) => tracing::error!(error = error.as_ref() as &dyn std::error::Error, "dormancy was not looked after"),
            },
            stopped = stopping.changed() => if stopped.is_err() || *stopping.borrow() { return },
        }
    }
}

/// Marks what has slept long enough; answers how many were marked.
///
/// # Errors
/// When the read model or the log fails.
pub async fn sweep(world: &World, months: u16) -> anyhow::Result<usize> {
    let now = world.clock.now().to_zoned(TimeZone::UTC);
    let Ok(before) = now.checked_sub(i64::from(months).months()) else {
        return Ok(0);
    };
    // A day more than needed: the rule itself counts in whole days and decides.
    let before = before.checked_add(1.day())?.timestamp();
    let candidates =
        world.model.read_async(move |conn| dormant_candidates(conn, before, AT_ONCE)).await?;
    let mut marked = 0;
    for row in candidates {
        let last = row.last_activity.to_zoned(TimeZone::UTC).date();
        if dormancy::due(last, now.date(), months) {
            match mark(world, &row, last, months).await? {
                Outcome::Done { repeated: false, .. } => marked += 1,
                // Already asleep, or somebody was active in the meantime.
                Outcome::Done { repeated: true, .. } | Outcome::Refused(_) => {}
            }
        }
    }
    Ok(marked)
}

async fn mark(
    world: &World,
    row: &CooperationRow,
    last: jiff::civil::Date,
    months: u16,
) -> Result<Outcome, Fault> {
    match row.cooperation {
        Cooperation::Jumelage(id) => world.jumelages.mark_dormant(id, last, months).await,
        Cooperation::Partnership(id) => world.partnerships.mark_dormant(id, last, months).await,
    }
}
