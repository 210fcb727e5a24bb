//! Prints what an append, a page, a look-up and a start cost in logs of different lengths; asserts nothing.
//! `cargo run --release -p eventlog-sled --example growth [folder] [commits]…`; without lengths 100,000 and 1,000,000.
//! Each log is filled by a process that is killed, so that the first start is one after kill -9.
#![expect(clippy::print_stdout, reason = "a bench prints")]
#![expect(clippy::cast_precision_loss, reason = "figures for people")]

mod disk;

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use eventlog::contract::{commit, stream};
use eventlog::{Commit, EventLog, Json, LogError, Position};
use eventlog_sled::{Options, SledLog};
use uuid::Uuid;

/// As in the node.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Bytes of an event's payload, as in the published figures of other logs.
const PAYLOAD: usize = 300;
/// Commits of a stream.
const LONG: u64 = 20;
/// Who fills a log, at a time.
const WRITERS: u64 = 256;
/// How often each figure is taken.
const TIMES: u64 = 2_000;
/// Commits of a page.
const PAGE: usize = 1_000;

#[tokio::main]
async fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [word, folder, count] = &arguments[..]
        && word == "fill"
    {
        return fill(Path::new(folder), count.parse()?).await;
    }
    let folder = arguments.first().map_or(".", String::as_str);
    let lengths: Vec<u64> = match arguments.get(1..) {
        Some(lengths) if !lengths.is_empty() => {
            lengths.iter().map(|text| text.parse()).collect::<Result<_, _>>()?
        }
        _ => vec![100_000, 1_000_000],
    };
    println!(
        "{:>10} {:>10} {:>10} {:>12} {:>11} {:>11} {:>11} {:>10} {:>12}",
        "commits",
        "killed s",
        "closed s",
        "append ms",
        "page ms",
        "stream ms",
        "command ms",
        "fill /s",
        "bytes/commit"
    );
    for count in lengths {
        let kept = tempfile::tempdir_in(folder)?;
        row(&kept.path().join("log"), count).await?;
    }
    Ok(())
}

async fn row(folder: &Path, count: u64) -> Outcome<()> {
    let filled = fill_and_kill(folder, count)?;
    let (log, killed) = open(folder)?;
    let append = median(&appends(&log).await?);
    let end = log.head().borrow().0;
    let (mut pages, mut streams, mut commands) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..TIMES {
        let at = Position(Uuid::new_v4().as_u64_pair().0 % end);
        pages.push(timed(log.read(at, PAGE)).await?);
        let found = log.read(at, 1).await?.pop().ok_or("a hole")?;
        streams.push(timed(log.read_stream(&found.commit.stream, Position(0), 100)).await?);
        commands.push(timed(log.find(found.commit.command_id)).await?);
    }
    log.close().await?;
    drop(log);
    let (log, closed) = open(folder)?;
    log.close().await?;
    println!(
        "{end:>10} {:>10.2} {:>10.2} {append:>12.3} {:>11.3} {:>11.3} {:>11.3} {:>10.0} {:>12.0}",
        killed.as_secs_f64(),
        closed.as_secs_f64(),
        median(&pages),
        median(&streams),
        median(&commands),
        count as f64 / filled.as_secs_f64(),
        disk::size(folder)? as f64 / end as f64,
    );
    Ok(())
}

fn open(folder: &Path) -> Outcome<(SledLog, Duration)> {
    let started = Instant::now();
    let log = SledLog::open(folder, &Options::default())?;
    Ok((log, started.elapsed()))
}

/// In a process of its own, which is killed when it is done.
fn fill_and_kill(folder: &Path, count: u64) -> Outcome<Duration> {
    let started = Instant::now();
    let mut child = Command::new(std::env::current_exe()?)
        .arg("fill")
        .arg(folder)
        .arg(count.to_string())
        .stdout(Stdio::piped())
        .spawn()?;
    let out = child.stdout.take().ok_or("its output")?;
    let said = BufReader::new(out).lines().next().transpose()?;
    let took = started.elapsed();
    child.kill()?;
    child.wait()?;
    if said.is_some() { Ok(took) } else { Err("the log was not filled".into()) }
}

async fn fill(folder: &Path, count: u64) -> Outcome<()> {
    let log = Arc::new(SledLog::open(folder, &Options::default())?);
    let mut writers = tokio::task::JoinSet::new();
    for _ in 0..WRITERS {
        writers.spawn(write(Arc::clone(&log), count.div_ceil(WRITERS)));
    }
    for written in writers.join_all().await {
        written?;
    }
    println!("done");
    std::future::pending().await
}

async fn write(log: Arc<SledLog>, count: u64) -> Result<(), LogError> {
    let mut left = count;
    while left > 0 {
        let name = stream(&format!("growth/{}", Uuid::new_v4()));
        let mut last = Position(0);
        for _ in 0..left.min(LONG) {
            last = log.append(one(&name), last).await?.position;
        }
        left -= left.min(LONG);
    }
    Ok(())
}

/// A commit of random letters and digits, which a compression can shrink by no more than a quarter.
fn one(name: &eventlog::StreamId) -> Commit {
    let text: String = std::iter::repeat_with(fastrand::alphanumeric).take(PAYLOAD - 11).collect();
    let mut next = commit(name, Uuid::new_v4().as_u128());
    let payload = format!("{{\"text\":\"{text}\"}}");
    next.events[0].payload = Json::parse(payload).expect("it was written as JSON");
    next
}

async fn appends(log: &SledLog) -> Outcome<Vec<Duration>> {
    let (mut took, name) = (Vec::new(), stream(&format!("growth/{}", Uuid::new_v4())));
    let mut last = Position(0);
    for _ in 0..TIMES {
        let next = one(&name);
        let started = Instant::now();
        last = log.append(next, last).await?.position;
        took.push(started.elapsed());
    }
    Ok(took)
}

async fn timed<T>(asked: impl Future<Output = Result<T, LogError>>) -> Outcome<Duration> {
    let started = Instant::now();
    asked.await?;
    Ok(started.elapsed())
}

/// In milliseconds.
fn median(of: &[Duration]) -> f64 {
    let mut sorted = of.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).map_or(0.0, |middle| middle.as_secs_f64() * 1e3)
}
