//! `rives log`: verify, prove, take out and bring back the log of a stopped node.

mod check;
mod copy;
mod key;
mod prove;
mod transfer;

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use archive::hash;
use clap::{Args, Subcommand};
use eventlog::{EventLog, Position, Recorded, Verified, verify, verify_after};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;

use super::{Configured, say};
use crate::config::Config;
use crate::node::{Use, open_log, origin};

/// Commits read at a time.
const PAGE: usize = 1_000;

#[derive(Debug, Subcommand)]
pub(super) enum Log {
    #[command(flatten)]
    Of(OfOne),
    /// Copy a whole log from a disk into a cluster or back, or go on with a copy that was begun; both stay as they are.
    ///
    /// Nobody may write to either meanwhile. Every hash is computed again: the chain at the end is the same in both, or
    /// it fails.
    Copy(copy::Copy),
}

/// What is done with one log.
#[derive(Debug, Subcommand)]
pub(super) enum OfOne {
    /// Read the whole log and check every checksum and the chain over all commits.
    ///
    /// With `--after` and `--chain`, as an earlier whole run printed them, only what came later is read: it shows that
    /// the log goes on from there, not that what is before is still whole.
    Verify(Verify),
    /// Decode the whole log with this version and name what it cannot read.
    ///
    /// Counts the events by name and version. Run it with a new version before that version serves: what it cannot read
    /// is named with the first commit that holds it, and the exit status is 1. Nothing is changed.
    Check(Plain),
    /// Write every commit as a line of JSON, as cloudevents.io describes it.
    Export(transfer::Export),
    /// Take in the lines that an export wrote, into an empty folder or one that holds the beginning of the same log.
    Import(transfer::Import),
    /// Read the whole log and print its signed head, for others to keep; or check the log against a head that was kept.
    ///
    /// The head is a few lines: the name of the log, how many commits it has, the root of the tree over them, a
    /// signature. It goes to standard output, the verifier key to standard error: publish the key once, hand out heads
    /// as often as you like. With `--against` the log is compared with a head from before; the exit status is 1 when it
    /// does not begin with the same commits.
    Head(prove::Head),
    /// Prove that the record of one cooperation, town or group is in the log that the signed head describes.
    ///
    /// Prints JSON: the signed head, the verifier key, and each commit of the record with its path in the tree.
    /// `node tests/conformance/prove.mjs PROOF.json VERIFIER-KEY` checks it without any of Rives's code.
    Prove(prove::Prove),
    /// Say how far the log is, and with `--last` what the newest commits are.
    Info(Info),
}

#[derive(Debug, Args)]
pub(super) struct Verify {
    #[command(flatten)]
    configured: Configured,
    /// Number of commits that an earlier run checked.
    #[arg(long, requires = "chain")]
    after: Option<u64>,
    /// The chain that it printed: 64 hexadecimal digits.
    #[arg(long, requires = "after")]
    chain: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Info {
    #[command(flatten)]
    configured: Configured,
    /// How many of the newest commits are shown.
    #[arg(long, default_value_t = 0)]
    last: usize,
}

#[derive(Debug, Args)]
pub(super) struct Plain {
    #[command(flatten)]
    configured: Configured,
}

impl Log {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Of(one) => one.run().await,
            Self::Copy(copy) => copy::copy(&copy).await.map(|()| ExitCode::SUCCESS),
        }
    }
}

impl OfOne {
    async fn run(self) -> anyhow::Result<ExitCode> {
        let (configured, purpose) = match &self {
            Self::Verify(verify) => (&verify.configured, Use::Reading),
            Self::Check(plain) => (&plain.configured, Use::Reading),
            Self::Info(info) => (&info.configured, Use::Reading),
            Self::Export(export) => (&export.configured, Use::Reading),
            Self::Import(import) => (&import.configured, Use::TakingOver),
            Self::Head(head) => (&head.configured, Use::Reading),
            Self::Prove(prove) => (&prove.configured, Use::Reading),
        };
        let config = configured.load()?;
        let bar = progress(0, "commits of the cluster's log fetched");
        let seen = |at: Position, end: Position| {
            bar.set_length(end.0);
            bar.set_position(at.0);
        };
        let log = open_log(&config, purpose, &seen).await?;
        bar.finish_and_clear();
        self.work(log, &config).await
    }

    async fn work(&self, log: Arc<dyn EventLog>, config: &Config) -> anyhow::Result<ExitCode> {
        let done = match self {
            Self::Verify(asked) => asked.run(log.as_ref()).await.map(|()| true),
            Self::Check(_) => check::check(log.as_ref()).await,
            Self::Export(export) => {
                let origin = origin(config);
                transfer::write_out(log.as_ref(), export, &origin).await.map(|()| true)
            }
            Self::Import(import) => transfer::read_in(log.as_ref(), import).await.map(|()| true),
            Self::Head(head) => prove::head(log.as_ref(), head, config).await.map(|()| true),
            Self::Prove(prove) => prove::prove(log.as_ref(), prove, config).await.map(|()| true),
            Self::Info(info) => describe(log.as_ref(), info.last).await.map(|()| true),
        };
        log.close().await?;
        done.map(|fine| if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

impl Verify {
    async fn run(&self, log: &dyn EventLog) -> anyhow::Result<()> {
        match (self.after, &self.chain) {
            (Some(after), Some(chain)) => rest(log, after, chain).await,
            _ => whole(log).await,
        }
    }
}

async fn rest(log: &dyn EventLog, after: u64, chain: &str) -> anyhow::Result<()> {
    let chain = hash::read(&chain.to_ascii_lowercase())
        .context("--chain takes the 64 hexadecimal digits of a chain")?;
    let bar = progress(log.head().borrow().0.saturating_sub(after), "commits checked");
    let seen = |at: Position| bar.set_position(at.0.saturating_sub(after));
    let (last, hash) = verify_after(log, Position(after), chain, seen).await?;
    bar.finish_and_clear();
    let count = last.0.saturating_sub(after);
    say(&format!("{count} commits after {after}, all as they were written"))?;
    say(&format!("chain {}", hash::text(&hash)))?;
    Ok(())
}

async fn whole(log: &dyn EventLog) -> anyhow::Result<()> {
    let bar = progress(log.head().borrow().0, "commits checked");
    let verified = verify(log, |at| bar.set_position(at.0)).await?;
    bar.finish_and_clear();
    say(&format!("{} commits, all as they were written", verified.commits))?;
    say(&told(&verified))?;
    Ok(())
}

/// The head in two lines, for the operator to note elsewhere and compare.
pub(super) fn told(verified: &Verified) -> String {
    format!("chain {}\nroot  {}", hash::text(&verified.hash), hash::text(&verified.root))
}

async fn describe(log: &dyn EventLog, newest: usize) -> anyhow::Result<()> {
    let head = *log.head().borrow();
    say(&format!("{} commits", head.0))?;
    if let Some(last) = at(log, head.0).await? {
        say(&format!("last at {}", moment(last.commit.at_ms)?))?;
        say(&format!("chain {}", hash::text(&last.hash)))?;
    }
    let mut before = Position(head.0 + 1);
    let mut left = newest;
    while left > 0 && before.0 > 1 {
        let page = log.read_back(before, left.min(PAGE)).await?;
        for recorded in &page {
            say(&line(recorded)?)?;
            before = recorded.position;
        }
        left -= page.len();
    }
    Ok(())
}

/// A commit as one line: position, moment, stream, events.
fn line(recorded: &Recorded) -> anyhow::Result<String> {
    let commit = &recorded.commit;
    let events: Vec<_> = commit.events.iter().map(|event| &*event.name).collect();
    let at = moment(commit.at_ms)?;
    Ok(format!("{:>10}  {at}  {}  {}", recorded.position.0, commit.stream, events.join(", ")))
}

/// The commit at this position, if there is one.
pub(super) async fn at(log: &dyn EventLog, position: u64) -> anyhow::Result<Option<Recorded>> {
    let Some(before) = position.checked_sub(1) else {
        return Ok(None);
    };
    Ok(log.read(Position(before), 1).await?.pop())
}

/// Calls `seen` with the first `most` commits in order, and shows how far it is.
pub(super) async fn walk(
    log: &dyn EventLog,
    most: u64,
    mut seen: impl FnMut(&Recorded) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let end = log.head().borrow().0.min(most);
    let bar = progress(end, "commits read");
    let mut at = 0;
    while at < end {
        let page = log.read(Position(at), PAGE).await?;
        if page.is_empty() {
            bail!("nothing follows commit {at}, but the log should have {end}");
        }
        for recorded in page.iter().take_while(|recorded| recorded.position.0 <= end) {
            seen(recorded)?;
            at = recorded.position.0;
        }
        bar.set_position(at);
    }
    bar.finish_and_clear();
    Ok(())
}

fn moment(at_ms: i64) -> anyhow::Result<Timestamp> {
    Timestamp::from_millisecond(at_ms).context("the log holds an impossible moment")
}

/// A bar on the terminal; hidden when standard error goes elsewhere.
pub(super) fn progress(total: u64, what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(total).with_message(what);
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {msg} ({eta})");
    bar.set_style(style.expect("the template is well-formed"));
    bar
}
