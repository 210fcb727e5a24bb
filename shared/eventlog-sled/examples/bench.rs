//! Prints how many appends a second survive a power cut on this machine, how long one takes, and how fast a log is
//! replayed. Asserts nothing. `cargo run --release -p eventlog-sled --example bench [seconds per row] [folder]`
#![expect(clippy::print_stdout, reason = "a bench prints")]
#![expect(clippy::cast_precision_loss, reason = "figures for people")]

mod disk;

use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eventlog::contract::{commit, stream};
use eventlog::{EventLog, Json, LogError, Position, verify};
use eventlog_sled::{Options, SledLog};

/// As in the node.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Bytes of an event's payload, as in the published figures of other logs.
const PAYLOAD: usize = 300;

#[tokio::main]
async fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let seconds: u64 = arguments.next().map_or(Ok(3), |text| text.parse())?;
    let kept = tempfile::tempdir_in(arguments.next().unwrap_or_else(|| ".".into()))?;
    raw(kept.path())?;
    println!(
        "{:>8} {:>12} {:>9} {:>9} {:>14}",
        "writers", "appends/s", "p50 ms", "p99 ms", "commits/sync"
    );
    let folder = kept.path().join("log");
    for writers in [1, 16, 64, 256] {
        row(&folder, writers, Duration::from_secs(seconds)).await?;
    }
    replay(&folder).await?;
    Ok(())
}

/// What the disk gives without any log: the figure to read the others against.
fn raw(folder: &Path) -> Outcome<()> {
    let mut file = std::fs::File::create(folder.join("raw"))?;
    let (started, mut count) = (Instant::now(), 0_u32);
    while started.elapsed() < Duration::from_secs(1) {
        file.write_all(&[1; 4096])?;
        file.sync_data()?;
        count += 1;
    }
    println!("raw: {count} appends of 4 KiB with fdatasync in a second");
    Ok(())
}

async fn row(folder: &Path, writers: usize, time: Duration) -> Outcome<()> {
    let log = Arc::new(SledLog::open(folder, &Options::default())?);
    let started = Instant::now();
    let mut running = tokio::task::JoinSet::new();
    for _ in 0..writers {
        running.spawn(write(Arc::clone(&log), started + time));
    }
    let mut latencies = Vec::new();
    for writer in running.join_all().await {
        latencies.extend(writer?);
    }
    let rate = latencies.len() as f64 / started.elapsed().as_secs_f64();
    latencies.sort_unstable();
    let at = |share: usize| {
        let index = (latencies.len() * share / 100).min(latencies.len().saturating_sub(1));
        latencies.get(index).map_or(0.0, |latency| latency.as_secs_f64() * 1e3)
    };
    let stats = log.stats();
    let group = stats.appends as f64 / stats.batches.max(1) as f64;
    println!("{writers:>8} {rate:>12.0} {:>9.2} {:>9.2} {group:>14.1}", at(50), at(99));
    log.close().await?;
    Ok(())
}

async fn write(log: Arc<SledLog>, until: Instant) -> Result<Vec<Duration>, LogError> {
    let payloads = payloads().map_err(|error| LogError::Invalid(error.to_string()))?;
    let mut payloads = payloads.iter().cycle();
    let mut latencies = Vec::new();
    while Instant::now() < until {
        let name = stream(&format!("bench/{}", uuid::Uuid::new_v4()));
        let mut last = Position(0);
        for _ in 0..20 {
            let mut next = commit(&name, uuid::Uuid::new_v4().as_u128());
            next.events[0].payload.clone_from(payloads.next().expect("a cycle has no end"));
            let started = Instant::now();
            last = log.append(next, last).await?.position;
            latencies.push(started.elapsed());
        }
    }
    Ok(latencies)
}

/// Random letters and digits, which a compression can shrink by no more than a quarter.
fn payloads() -> serde_json::Result<Vec<Json>> {
    let text =
        || -> String { std::iter::repeat_with(fastrand::alphanumeric).take(PAYLOAD - 2).collect() };
    (0..512).map(|_| Json::parse(format!("\"{}\"", text()))).collect()
}

async fn replay(folder: &Path) -> Outcome<()> {
    let started = Instant::now();
    let log = SledLog::open(folder, &Options::default())?;
    println!("opened in {:.2} s", started.elapsed().as_secs_f64());
    let (started, mut at) = (Instant::now(), Position(0));
    loop {
        let page = log.read(at, 1_000).await?;
        let Some(last) = page.last() else { break };
        at = last.position;
    }
    println!("replay: {:.0} commits/s of {}", at.0 as f64 / started.elapsed().as_secs_f64(), at.0);
    let started = Instant::now();
    let whole = verify(&log, |_| ()).await?;
    println!("verify: {:.0} commits/s", whole.commits as f64 / started.elapsed().as_secs_f64());
    let bytes = disk::size(folder)? as f64;
    println!(
        "disk: {:.0} MiB, {:.0} bytes a commit",
        bytes / 1_048_576.0,
        bytes / at.0.max(1) as f64
    );
    log.close().await?;
    Ok(())
}
