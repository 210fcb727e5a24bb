//! Fills an empty data folder with a log of plain commits of 300 bytes, for the benches of what leaves and returns.
//! `cargo run --release -p eventlog-sled --example plain DATA_DIR COMMITS`
#![expect(clippy::print_stdout, reason = "a tool of the benches")]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use eventlog::contract::{commit, stream};
use eventlog::frame::CHAIN_START;
use eventlog::transfer::append;
use eventlog::{EventLog, Position, Recorded};
use eventlog_sled::{Options, SledLog};
use serde_json::value::to_raw_value;

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Commits appended at a time.
const PAGE: u64 = 2_000;
/// Commits of a stream.
const STREAM: u64 = 20;

#[tokio::main]
async fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let folder: PathBuf = arguments.next().ok_or("which data folder?")?.into();
    let commits: u64 = arguments.next().ok_or("how many commits?")?.parse()?;
    let log = SledLog::open(folder.join("log"), &Options::default())?;
    let started = Instant::now();
    for first in (1..=commits).step_by(usize::try_from(PAGE)?) {
        let page = first..=commits.min(first + PAGE - 1);
        append(&log, page.map(recorded).collect::<Outcome<_>>()?).await?;
    }
    log.close().await?;
    println!("{commits} commits in {:.1} s", started.elapsed().as_secs_f64());
    Ok(())
}

/// The commit at a position; the log makes its hash itself.
fn recorded(position: u64) -> Outcome<Recorded> {
    let (name, place) = ((position - 1) / STREAM, (position - 1) % STREAM);
    let mut commit = commit(&stream(&format!("bench/{name}")), u128::from(position));
    commit.events[0].payload = to_raw_value(&payload(position))?.into();
    let previous = Position(if place == 0 { 0 } else { position - 1 });
    Ok(Recorded {
        position: Position(position),
        previous,
        hash: CHAIN_START,
        commit: Arc::new(commit),
    })
}

/// Some 300 bytes that do not compress to nothing: the words of a record, in another order each time.
fn payload(position: u64) -> String {
    const WORDS: [&str; 8] =
        ["jumelage ", "charte ", "conseil ", "école ", "fleuve ", "visite ", "budget ", "accord "];
    let mut state = position.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut text = String::with_capacity(320);
    while text.len() < 290 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let word = usize::try_from(state % 8).unwrap_or_default();
        text.push_str(WORDS[word]);
        text.push_str(&(state >> 52).to_string());
        text.push(' ');
    }
    text
}
