//! The load: writers in a closed loop, each sending its next event when the last was answered.

use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use tokio::task::JoinSet;

use crate::peer::{Peer, Writer};

/// Bytes of an event, as in the published figures of other logs.
const EVENT: usize = 300;
/// Different events, so that no engine's compression meets the same text again and again.
const EVENTS: usize = 997;

/// What a run gave.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figure {
    /// Events answered.
    pub(crate) count: u64,
    /// Events answered a second.
    pub(crate) rate: f64,
    /// Median latency in milliseconds.
    pub(crate) p50: f64,
    /// Latency in milliseconds that one in a hundred exceeds.
    pub(crate) p99: f64,
}

pub(crate) async fn run(
    peer: &dyn Peer,
    writers: usize,
    column: usize,
    time: Duration,
) -> anyhow::Result<Figure> {
    let events = std::sync::Arc::new(events());
    let mut ready = Vec::with_capacity(writers);
    for number in 0..writers {
        ready.push(peer.writer(&format!("bench/{column}-{number}")).await?);
    }
    let started = Instant::now();
    let mut running = JoinSet::new();
    for (number, writer) in ready.into_iter().enumerate() {
        running.spawn(write(writer, std::sync::Arc::clone(&events), number, started + time));
    }
    let mut all = Histogram::<u64>::new(3)?;
    for latencies in running.join_all().await {
        all.add(latencies?)?;
    }
    let rate = count(all.len()) / started.elapsed().as_secs_f64();
    let ms = |quantile: f64| count(all.value_at_quantile(quantile)) / 1e3;
    Ok(Figure { count: all.len(), rate, p50: ms(0.5), p99: ms(0.99) })
}

async fn write(
    mut writer: Box<dyn Writer>,
    events: std::sync::Arc<Vec<String>>,
    number: usize,
    until: Instant,
) -> anyhow::Result<Histogram<u64>> {
    let mut latencies = Histogram::<u64>::new(3)?;
    for event in events.iter().cycle().skip(number) {
        let sent = Instant::now();
        if sent >= until {
            break;
        }
        writer.append(event).await?;
        latencies.record(u64::try_from(sent.elapsed().as_micros())?)?;
    }
    Ok(latencies)
}

/// JSON of random letters and digits, which a compression can shrink by no more than a quarter.
fn events() -> Vec<String> {
    let random = || -> String {
        std::iter::repeat_with(fastrand::alphanumeric).take(EVENT - 11).collect()
    };
    (0..EVENTS).map(|_| format!("{{\"text\":\"{}\"}}", random())).collect()
}

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
fn count(number: u64) -> f64 {
    number as f64
}
