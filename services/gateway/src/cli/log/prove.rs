//! `rives log head` and `rives log prove`: what others can hold the log to.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use clap::Args;
use eventlog::checkpoint::Witness;
use eventlog::frame::{CHAIN_START, encode, leaf, link};
use eventlog::tree::{Frontier, Prover};
use eventlog::{EventLog, Position, Recorded, StreamId, verify};
use serde_json::json;

use super::super::{Configured, say, say_error};
use super::{PAGE, key, progress, walk};
use crate::config::Config;

#[derive(Debug, Args)]
pub(in crate::cli) struct Head {
    #[command(flatten)]
    pub(super) configured: Configured,
    /// File with a signed head from before: checks that this log begins with what it says.
    #[arg(long, requires = "key", value_name = "FILE")]
    against: Option<PathBuf>,
    /// The verifier key that was published with it, `<name>+<id>+<key>`.
    #[arg(long, requires = "against", value_name = "VERIFIER-KEY")]
    key: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Prove {
    #[command(flatten)]
    pub(super) configured: Configured,
    /// Whose record: an id as the API gives it (`jumelage:<uuid>`) or a stream (`jumelage/<uuid>`).
    node: String,
}

/// Signs the head, or compares the log with one that was kept.
pub(super) async fn head(log: &dyn EventLog, head: &Head, config: &Config) -> anyhow::Result<()> {
    match (&head.against, &head.key) {
        (Some(kept), Some(key)) => compare(log, kept, key).await,
        _ => sign(log, config).await,
    }
}

/// Only a log that was read and found whole is signed for.
async fn sign(log: &dyn EventLog, config: &Config) -> anyhow::Result<()> {
    let bar = progress(log.head().borrow().0, "commits checked");
    let verified = verify(log, |at| bar.set_position(at.0)).await?;
    bar.finish_and_clear();
    let signer = key::signer(config)?;
    say(signer.sign(verified.commits, verified.root).trim_end())?;
    say_error(&format!("verifier key: {}", signer.witness().text()));
    Ok(())
}

async fn compare(log: &dyn EventLog, kept: &Path, key: &str) -> anyhow::Result<()> {
    let note =
        fs::read_to_string(kept).with_context(|| format!("cannot read {}", kept.display()))?;
    let witness = Witness::parse(key).context("--key")?;
    let kept = witness.open(&note).with_context(|| kept.display().to_string())?;
    let head = log.head().borrow().0;
    if head < kept.size {
        bail!("the log has {head} commits; the head that was kept says {}", kept.size);
    }
    let mut tree = Frontier::default();
    leaves(log, kept.size, |_, leaf| tree.push(leaf)).await?;
    if tree.root() != kept.root {
        bail!(
            "the first {} commits are not those that the head that was kept says: the log has another past",
            kept.size
        );
    }
    say(&format!("the first {} commits are those of the head that was kept", kept.size))?;
    Ok(())
}

/// Prints a proof that every commit of one stream is in the log that the signed head describes.
pub(super) async fn prove(
    log: &dyn EventLog,
    prove: &Prove,
    config: &Config,
) -> anyhow::Result<()> {
    let stream = StreamId(prove.node.replacen(':', "/", 1).into());
    let commits = record_of(log, &stream).await?;
    let size = log.head().borrow().0;
    let places: Vec<u64> = commits.iter().map(|recorded| recorded.position.0 - 1).collect();
    let mut prover =
        Prover::new(&places, size).context("the record names commits beyond the head")?;
    let mut of_stream = 0;
    leaves(log, size, |recorded, leaf| {
        of_stream += usize::from(recorded.commit.stream == stream);
        prover.push(leaf);
    })
    .await?;
    // The list of a stream's commits is derived; a proof that leaves one out would be worth nothing.
    if of_stream != commits.len() {
        bail!("{stream} has {of_stream} commits, its list names {}", commits.len());
    }
    let (paths, root) = prover.finish().context("the log is shorter than its head")?;
    let signer = key::signer(config)?;
    let mut entries = Vec::with_capacity(commits.len());
    for (recorded, path) in commits.iter().zip(&paths) {
        let frame = encode(recorded.previous, &recorded.commit)?;
        entries.push(json!({
            "position": recorded.position,
            "frame": BASE64.encode(frame),
            "path": path.iter().map(|hash| BASE64.encode(hash)).collect::<Vec<_>>(),
        }));
    }
    let proof = json!({
        "stream": stream,
        "checkpoint": signer.sign(size, root),
        "key": signer.witness().text(),
        "commits": entries,
    });
    say(&serde_json::to_string_pretty(&proof)?)?;
    Ok(())
}

async fn record_of(log: &dyn EventLog, stream: &StreamId) -> anyhow::Result<Vec<Recorded>> {
    let mut commits: Vec<Recorded> = Vec::new();
    loop {
        let after = commits.last().map_or(Position(0), |recorded| recorded.position);
        let page = log.read_stream(stream, after, PAGE).await?;
        if page.is_empty() {
            break;
        }
        commits.extend(page);
    }
    if commits.is_empty() {
        bail!("the log holds nothing of {stream}; give an id such as jumelage:<uuid>");
    }
    Ok(commits)
}

/// Gives `take` the first `most` commits with their leaves, checked against the chain.
async fn leaves(
    log: &dyn EventLog,
    most: u64,
    mut take: impl FnMut(&Recorded, [u8; 32]),
) -> anyhow::Result<()> {
    let mut chain = CHAIN_START;
    walk(log, most, |recorded| {
        let frame = encode(recorded.previous, &recorded.commit)?;
        chain = link(&chain, &frame);
        if chain != recorded.hash {
            bail!("the chain of hashes does not fit at commit {}", recorded.position.0);
        }
        take(recorded, leaf(&frame));
        Ok(())
    })
    .await
}
