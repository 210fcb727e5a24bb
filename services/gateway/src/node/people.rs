//! The store of people of a node: its own, or one that all nodes of a cluster keep the same.

use std::sync::Arc;

use anyhow::Context as _;
use cluster::Cluster;
use commands::Clock;
use eventlog::EventLog;
use identity::Identity;
use replica::Shared;

use super::record::Record;
use super::state::{people_key, people_path};
use crate::config::Config;

/// What the record is called in the cluster.
const RECORD: &str = "people";

/// Opens the store of people and follows the seats in `log`.
///
/// # Errors
/// When the file or its key cannot be used, or the other nodes' people are others.
pub(super) async fn open(
    config: &Config,
    cluster: Option<&Cluster>,
    log: &Arc<dyn EventLog>,
    clock: Clock,
) -> anyhow::Result<Arc<Identity>> {
    let (path, shared) = (people_path(&config.data_dir), Box::pin(shared(config, cluster)).await?);
    let key = people_key(config)?;
    let opened = match shared {
        None => Identity::open(&path, key, log, clock),
        Some(shared) => Identity::open_shared(&path, key, log, clock, shared),
    };
    opened.context("cannot open the store of people")
}

/// Opens the store of people of a node that does not run.
///
/// # Errors
/// As for a node that serves.
pub async fn people(config: &Config) -> anyhow::Result<Arc<Identity>> {
    let cluster = join(config).await?;
    let shared = Box::pin(shared(config, cluster.as_ref())).await?;
    let path = people_path(&config.data_dir);
    let opened = Identity::open_detached(&path, people_key(config)?, Clock::system(), shared);
    opened.context("cannot open the store of people")
}

/// The connection to the other nodes, where there may be some: one for all that they share besides the log.
pub(super) async fn join(config: &Config) -> anyhow::Result<Option<Cluster>> {
    let Some(nats) = &config.nats else { return Ok(None) };
    let cluster = Cluster::join(&nats.options()?).await;
    Ok(Some(cluster.context("cannot join the other nodes of the cluster")?))
}

async fn shared(
    config: &Config,
    cluster: Option<&Cluster>,
) -> anyhow::Result<Option<Arc<dyn Shared>>> {
    let (Some(nats), Some(cluster)) = (&config.nats, cluster) else { return Ok(None) };
    let record = Record::open(cluster, &nats.options()?, RECORD).await;
    let record = record.context("cannot share people on the cluster")?;
    Ok(Some(Arc::new(record)))
}
