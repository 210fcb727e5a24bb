//! The log of a data folder: on this disk alone, or the node's copy of a log on a NATS cluster.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use eventlog::{EventLog, Position};
use eventlog_jetstream::JetStreamLog;
use eventlog_sled::{Options, SledLog};

use super::restoring;
use crate::config::{Config, NatsConfig};

/// Names the cluster's log of which the folder holds a copy.
const COPY_OF: &str = "log.copy";

/// What a log is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Only what is there is read: it must exist.
    Reading,
    /// A node serves from it; an empty one is made.
    Serving,
    /// It takes over what another log held, and nobody else writes meanwhile; an empty one is made.
    TakingOver,
}

/// Is told how far a copy is, and how far it has to go.
pub type Seen<'f> = &'f (dyn Fn(Position, Position) + Sync);

/// Opens the log that the configuration names. As long as it is open nobody else can open the folder.
///
/// # Errors
/// When another process uses the folder, the log is missing or damaged, or the cluster cannot be used.
pub async fn open_log(
    config: &Config,
    purpose: Use,
    seen: Seen<'_>,
) -> anyhow::Result<Arc<dyn EventLog>> {
    let (folder, create) = (&config.data_dir, purpose != Use::Reading);
    restoring::refuse(folder)?;
    let Some(nats) = &config.nats else {
        is_no_copy(folder)?;
        return Ok(Arc::new(open_folder(folder, create)?));
    };
    // The copy may be missing where the log is not.
    let copy = Arc::new(open_in(folder, true, &Options { copy: true, ..Options::default() })?);
    let alone = purpose == Use::TakingOver;
    let options = eventlog_jetstream::Options { create, alone, ..nats.options()? };
    let log = JetStreamLog::open(&options, copy, seen).await;
    let log = log.with_context(|| format!("cannot open the log `{}` of the cluster", nats.log))?;
    note(folder, nats)?;
    Ok(Arc::new(log))
}

/// Opens the log in a data folder, whatever it is.
///
/// # Errors
/// When another process uses the folder, or the log is missing (unless `create`) or damaged.
pub fn open_folder(folder: &Path, create: bool) -> anyhow::Result<SledLog> {
    open_in(folder, create, &Options::default())
}

fn open_in(folder: &Path, create: bool, options: &Options) -> anyhow::Result<SledLog> {
    let path = folder.join("log");
    if !create && !path.is_dir() {
        bail!("there is no log in {}; give the folder with --data-dir", folder.display());
    }
    fs::create_dir_all(folder)
        .with_context(|| format!("cannot create the data folder {}", folder.display()))?;
    SledLog::open(&path, options)
        .with_context(|| format!("cannot open the log in {}", folder.display()))
}

/// Keeps a running node out of the folder until the log is closed.
///
/// # Errors
/// When a node uses the folder, or there is none.
pub fn lock(folder: &Path) -> anyhow::Result<Arc<dyn EventLog>> {
    Ok(Arc::new(open_folder(folder, false)?))
}

fn noted(folder: &Path) -> PathBuf {
    folder.join(COPY_OF)
}

/// A copy that is written to without the cluster has a past of its own from then on.
fn is_no_copy(folder: &Path) -> anyhow::Result<()> {
    let path = noted(folder);
    match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        Ok(log) => bail!(
            "{} holds this node's copy of the log `{}` of a NATS cluster: name the cluster in the section [nats]; or, to \
             leave it for good with this copy, stop the other nodes and remove the file {}",
            folder.display(),
            log.trim_end(),
            path.display()
        ),
    }
}

fn note(folder: &Path, nats: &NatsConfig) -> anyhow::Result<()> {
    let path = noted(folder);
    fs::write(&path, format!("{}\n", nats.log))
        .with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(folder: &Path) -> Config {
        Config { data_dir: folder.to_owned(), ..Config::default() }
    }

    async fn open(folder: &Path, purpose: Use) -> anyhow::Result<Arc<dyn EventLog>> {
        open_log(&config(folder), purpose, &|_, _| ()).await
    }

    #[tokio::test]
    async fn a_folder_in_use_says_so() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let log = open(folder.path(), Use::Serving).await.expect("a new log");
        let Err(refused) = open(folder.path(), Use::Serving).await else { panic!("opened twice") };
        assert!(format!("{refused:#}").contains("uses"), "{refused:#}");
        log.close().await.expect("closed");
        assert!(open(&folder.path().join("none"), Use::Reading).await.is_err());
    }

    #[tokio::test]
    async fn a_copy_of_a_clusters_log_is_not_written_to_without_the_cluster() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let log = open(folder.path(), Use::Serving).await.expect("a new log");
        log.close().await.expect("closed");
        note(folder.path(), &NatsConfig::default()).expect("written");
        let Err(refused) = open(folder.path(), Use::Reading).await else { panic!("opened alone") };
        assert!(refused.to_string().contains("[nats]"), "{refused}");
        fs::remove_file(noted(folder.path())).expect("removed");
        open(folder.path(), Use::Reading).await.expect("left for good");
    }
}
