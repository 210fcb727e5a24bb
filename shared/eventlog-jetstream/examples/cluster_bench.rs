//! Prints how many appends a second a cluster of three on this machine takes, beside what a bare publisher gets of it,
//! and how fast an empty copy is filled. Asserts nothing.
//! `cargo run --release -p eventlog-jetstream --features servers --example cluster_bench [seconds per row]`
#![expect(clippy::print_stdout, reason = "a bench prints")]
#![expect(clippy::cast_precision_loss, reason = "figures for people")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::time::{Duration, Instant};

use async_nats::jetstream::{self, Context, stream::Config};
use eventlog::contract::{commit, stream};
use eventlog::{Commit, EventLog, Json, Position};
use eventlog_jetstream::JetStreamLog;
use eventlog_jetstream::servers::{Servers, program};
use eventlog_sled::SledLog;
use tokio::task::JoinSet;

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Bytes of an event's payload, as in the published figures of other logs.
const PAYLOAD: usize = 300;

#[tokio::main]
async fn main() -> Outcome<()> {
    let seconds: u64 = std::env::args().nth(1).map_or(Ok(3), |text| text.parse())?;
    let row = Duration::from_secs(seconds);
    let program = program().ok_or("no server to try")?;
    let servers = Servers::start(&program, 3, "always").await;
    let folder = tempfile::tempdir()?;
    let log = Arc::new(open(&servers, &folder.path().join("one")).await?);
    let bare = bare(&servers).await?;
    println!("{:>8} {:>16} {:>12} {:>7}", "writers", "bare publishes/s", "appends/s", "ratio");
    let ids = Arc::new(AtomicU64::new(0));
    for writers in [1, 16, 64, 256] {
        let published = published(&bare, writers, row, &ids).await?;
        let appended = appended(&log, writers, row, &ids).await?;
        let ratio = appended as f64 / published as f64;
        println!(
            "{writers:>8} {:>16} {:>12} {ratio:>7.2}",
            published / seconds,
            appended / seconds
        );
    }
    let began = Instant::now();
    let other = open(&servers, &folder.path().join("other")).await?;
    let (commits, took) = (other.head().borrow().0, began.elapsed().as_secs_f64());
    println!(
        "an empty copy filled: {commits} commits in {took:.1} s, {:.0} a second",
        commits as f64 / took
    );
    Ok(())
}

async fn open(servers: &Servers, folder: &Path) -> Outcome<JetStreamLog> {
    let copy = SledLog::open(folder, &eventlog_sled::Options { copy: true, ..Default::default() })?;
    Ok(JetStreamLog::open(&servers.options("main"), Arc::new(copy), |_, _| ()).await?)
}

/// A stream like ours, with nothing around it.
async fn bare(servers: &Servers) -> Outcome<Context> {
    let context = jetstream::new(async_nats::connect(servers.urls()).await?);
    let config = Config {
        name: "bare".into(),
        subjects: vec!["bare.>".into()],
        num_replicas: 3,
        duplicate_window: Duration::from_mins(10),
        ..Config::default()
    };
    context.create_stream(config).await?;
    Ok(context)
}

fn sent(id: u64) -> Outcome<Commit> {
    let mut commit = commit(&stream(&format!("bench/{id}")), u128::from(id));
    commit.events[0].payload = Json::parse(format!("\"{}\"", "x".repeat(PAYLOAD - 2)))?;
    Ok(commit)
}

/// Each to a subject of its own, with expectation and id, one after the other, as an append is.
async fn published(
    context: &Context,
    writers: u64,
    row: Duration,
    ids: &Arc<AtomicU64>,
) -> Outcome<u64> {
    let (end, mut running) = (Instant::now() + row, JoinSet::new());
    for _ in 0..writers {
        let (context, ids) = (context.clone(), Arc::clone(ids));
        running.spawn(async move {
            let mut count = 0;
            while Instant::now() < end {
                let id = ids.fetch_add(1, SeqCst);
                let frame = eventlog::frame::encode(Position(0), &sent(id)?)?;
                let message = jetstream::message::PublishMessage::build()
                    .payload(frame.into())
                    .message_id(id.to_string())
                    .expected_last_subject_sequence(0);
                context.send_publish(format!("bare.{id}"), message).await?.await?;
                count += 1;
            }
            Outcome::Ok(count)
        });
    }
    sum(running).await
}

async fn appended(
    log: &Arc<JetStreamLog>,
    writers: u64,
    row: Duration,
    ids: &Arc<AtomicU64>,
) -> Outcome<u64> {
    let (end, mut running) = (Instant::now() + row, JoinSet::new());
    for _ in 0..writers {
        let (log, ids) = (Arc::clone(log), Arc::clone(ids));
        running.spawn(async move {
            let mut count = 0;
            while Instant::now() < end {
                log.append(sent(ids.fetch_add(1, SeqCst))?, Position(0)).await?;
                count += 1;
            }
            Outcome::Ok(count)
        });
    }
    sum(running).await
}

async fn sum(mut running: JoinSet<Outcome<u64>>) -> Outcome<u64> {
    let mut all = 0;
    while let Some(count) = running.join_next().await {
        all += count??;
    }
    Ok(all)
}
