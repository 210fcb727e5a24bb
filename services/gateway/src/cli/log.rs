//! `rives log`: verify, export and describe the log of a stopped node.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, Subcommand};
use eventlog::{EventLog, Position, Recorded, verify};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use serde_json::json;

use super::{Configured, say};
use crate::node::open_log;

/// Commits read at a time.
const PAGE: usize = 1_000;

#[derive(Debug, Subcommand)]
pub(super) enum Log {
    /// Read the whole log and check every checksum and the chain over all commits.
    Verify(Plain),
    /// Write every commit as one JSON object a line.
    Export(Export),
    /// Say how far the log is.
    Info(Plain),
}

#[derive(Debug, Args)]
pub(super) struct Plain {
    #[command(flatten)]
    configured: Configured,
}

#[derive(Debug, Args)]
pub(super) struct Export {
    #[command(flatten)]
    configured: Configured,
    /// File to write; left out or `-`: standard output.
    #[arg(default_value = "-")]
    to: PathBuf,
    /// Only commits after this position.
    #[arg(long, default_value_t = 0)]
    after: u64,
}

impl Log {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let configured = match &self {
            Self::Verify(plain) | Self::Info(plain) => &plain.configured,
            Self::Export(export) => &export.configured,
        };
        let log = open_log(&configured.load()?.data_dir, false)?;
        let result = match &self {
            Self::Verify(_) => check(log.as_ref()).await,
            Self::Export(export) => write_out(log.as_ref(), export).await,
            Self::Info(_) => describe(log.as_ref()).await,
        };
        log.close().await?;
        result.map(|()| ExitCode::SUCCESS)
    }
}

async fn check(log: &dyn EventLog) -> anyhow::Result<()> {
    let head = log.head().borrow().0;
    let bar = progress(head, "commits checked");
    let verified = verify(log, |at| bar.set_position(at.0)).await?;
    bar.finish_and_clear();
    say(&format!("{} commits, all as they were written", verified.commits))?;
    say(&format!("chain {}", hex(&verified.hash)))?;
    Ok(())
}

async fn describe(log: &dyn EventLog) -> anyhow::Result<()> {
    let head = *log.head().borrow();
    say(&format!("{} commits", head.0))?;
    let Some(before) = head.0.checked_sub(1) else {
        return Ok(());
    };
    for last in log.read(Position(before), 1).await? {
        say(&format!("last at {}", moment(last.commit.at_ms)?))?;
        say(&format!("chain {}", hex(&last.hash)))?;
    }
    Ok(())
}

async fn write_out(log: &dyn EventLog, export: &Export) -> anyhow::Result<()> {
    let to: Box<dyn Write> = if export.to.as_os_str() == "-" {
        Box::new(io::stdout().lock())
    } else {
        let file = File::create(&export.to);
        Box::new(file.with_context(|| format!("cannot create {}", export.to.display()))?)
    };
    let mut to = BufWriter::new(to);
    let bar = progress(log.head().borrow().0, "commits written");
    let mut at = Position(export.after);
    loop {
        let page = log.read(at, PAGE).await?;
        let Some(last) = page.last() else { break };
        at = last.position;
        for recorded in &page {
            serde_json::to_writer(&mut to, &line(recorded)?).map_err(io::Error::from)?;
            to.write_all(b"\n")?;
        }
        bar.set_position(at.0);
    }
    bar.finish_and_clear();
    to.flush().context("cannot write everything")
}

fn line(recorded: &Recorded) -> anyhow::Result<serde_json::Value> {
    let commit = &recorded.commit;
    Ok(json!({
        "position": recorded.position,
        "previous": recorded.previous,
        "hash": hex(&recorded.hash),
        "at": moment(commit.at_ms)?,
        "command": commit.command_id,
        "stream": commit.stream,
        "author": commit.author,
        "events": commit.events,
    }))
}

fn moment(at_ms: i64) -> anyhow::Result<String> {
    let at = Timestamp::from_millisecond(at_ms).context("the log holds an impossible moment")?;
    Ok(at.to_string())
}

/// A bar on the terminal; hidden when the output goes elsewhere.
pub(super) fn progress(total: u64, what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(total).with_message(what);
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {msg} ({eta})");
    bar.set_style(style.expect("the template is well-formed"));
    bar
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string cannot fail");
        text
    })
}
