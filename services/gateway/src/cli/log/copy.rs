//! `rives log copy`: a log moves between a disk and a cluster, with its positions, moments, command ids and hashes.

use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use clap::Args;
use eventlog::transfer::Adopter;
use eventlog::{EventLog, Position};
use eventlog_jetstream::JetStreamLog;
use tempfile::TempDir;

use super::super::{Configured, say};
use super::{PAGE, at, progress, told};
use crate::config::{Config, NatsConfig};
use crate::node::open_folder;

#[derive(Debug, Args)]
pub(in crate::cli) struct Copy {
    #[command(flatten)]
    configured: Configured,
    /// Where the log is: `sled:<data folder>` or `nats:<server>[,<server>…]`; `nats:` alone takes the servers of the
    /// configuration. Whatever else a cluster needs is in the configuration's section [nats].
    from: Place,
    /// Where it goes, likewise: nothing may be there, or the beginning of the same log. Nobody may write to it meanwhile.
    to: Place,
}

/// Where a log is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Folder(PathBuf),
    Cluster(Vec<String>),
}

impl FromStr for Place {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let servers = |list: &str| list.split(',').map(str::to_owned).collect();
        match text.split_once(':') {
            Some(("sled", folder)) if !folder.is_empty() => Ok(Self::Folder(folder.into())),
            Some(("nats", "")) => Ok(Self::Cluster(Vec::new())),
            Some(("nats", rest)) if rest.starts_with("//") => Ok(Self::Cluster(servers(text))),
            Some(("nats", list)) => Ok(Self::Cluster(servers(list))),
            _ => Err("a place is `sled:<data folder>`, `nats:<server>` or `nats:`".to_owned()),
        }
    }
}

/// An open log, with what must outlive it.
struct Opened {
    log: Arc<dyn EventLog>,
    _copy: Option<TempDir>,
}

impl Place {
    async fn open(&self, config: &Config, target: bool) -> anyhow::Result<Opened> {
        match self {
            Self::Folder(folder) => {
                let log = Arc::new(open_folder(folder, target)?);
                Ok(Opened { log, _copy: None })
            }
            Self::Cluster(servers) => cluster(servers, config, target).await,
        }
    }
}

/// The cluster's log is read through a copy of its own, which is gone afterwards.
async fn cluster(servers: &[String], config: &Config, target: bool) -> anyhow::Result<Opened> {
    let mut nats = config.nats.clone().unwrap_or_default();
    if !servers.is_empty() {
        nats.servers = servers.to_vec();
    }
    if nats.servers.is_empty() {
        bail!("`nats:` alone needs the section [nats] in the configuration");
    }
    let options = eventlog_jetstream::Options { create: target, alone: target, ..options(&nats)? };
    let folder = tempfile::tempdir().context("cannot make a folder for the copy")?;
    let copy = Arc::new(open_folder(folder.path(), true)?);
    let bar = progress(0, "commits of the cluster's log fetched");
    let seen = |at: Position, end: Position| {
        bar.set_length(end.0);
        bar.set_position(at.0);
    };
    let log = JetStreamLog::open(&options, copy, seen).await;
    bar.finish_and_clear();
    let log = log.with_context(|| format!("cannot open the log `{}` of the cluster", nats.log))?;
    Ok(Opened { log: Arc::new(log), _copy: Some(folder) })
}

fn options(nats: &NatsConfig) -> anyhow::Result<eventlog_jetstream::Options> {
    Ok(nats.options()?)
}

/// Copies what the target lacks.
pub(super) async fn copy(copy: &Copy) -> anyhow::Result<()> {
    let config = copy.configured.load()?;
    if copy.from == copy.to {
        bail!("both places are the same");
    }
    let from = copy.from.open(&config, false).await.context("the log to copy")?;
    let to = copy.to.open(&config, true).await.context("where it goes")?;
    let done = hand_over(&*from.log, &*to.log).await;
    to.log.close().await?;
    from.log.close().await?;
    done
}

async fn hand_over(from: &dyn EventLog, to: &dyn EventLog) -> anyhow::Result<()> {
    let held = progress(to.head().borrow().0, "commits held already");
    let mut adopter = Adopter::new(to, |at| held.set_position(at.0)).await?;
    held.finish_and_clear();
    let before = adopter.reached();
    let stands = at(from, before.commits).await?;
    if before.commits > 0 && stands.is_none_or(|stands| stands.hash != before.hash) {
        bail!("another log is there: its commit {} is not that of the log to copy", before.commits);
    }
    let end = *from.head().borrow();
    let bar = progress(end.0, "commits copied");
    let mut place = Position(before.commits);
    while place < end {
        let page = from.read(place, PAGE).await?;
        let Some(last) = page.last() else {
            bail!("nothing follows commit {}, but the log should have {}", place.0, end.0);
        };
        place = last.position;
        adopter.adopt(&page).await.with_context(|| {
            format!("stopped with the log there at commit {}", to.head().borrow().0)
        })?;
        bar.set_position(place.0);
    }
    bar.finish_and_clear();
    let reached = adopter.reached();
    let there = at(to, reached.commits).await?;
    if there.is_some_and(|there| there.hash != reached.hash) {
        bail!("the chain there is not that of the log to copy: do not use it");
    }
    say(&format!(
        "{} commits there, {} of them new; every hash as it was",
        reached.commits,
        reached.commits - before.commits
    ))?;
    say(&told(&reached))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use eventlog::MemoryLog;

    use super::*;

    #[test]
    fn a_place_is_a_folder_or_a_cluster() {
        let place = |text: &str| text.parse::<Place>();
        assert_eq!(place("sled:data"), Ok(Place::Folder("data".into())));
        assert_eq!(place("nats:"), Ok(Place::Cluster(Vec::new())));
        let one = Place::Cluster(vec!["nats://10.0.0.1:4222".into()]);
        assert_eq!(place("nats://10.0.0.1:4222"), Ok(one.clone()));
        assert_eq!(place("nats:nats://10.0.0.1:4222"), Ok(one));
        let two = Place::Cluster(vec!["nats://a:1".into(), "tls://b:2".into()]);
        assert_eq!(place("nats:nats://a:1,tls://b:2"), Ok(two));
        for wrong in ["", "data", "sled:", "file:data"] {
            assert!(place(wrong).is_err(), "{wrong}");
        }
    }

    #[tokio::test]
    async fn an_empty_log_is_copied_too() {
        hand_over(&MemoryLog::new(), &MemoryLog::new()).await.expect("nothing to do");
    }
}
