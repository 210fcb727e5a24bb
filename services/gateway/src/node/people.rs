//! The store of people of a node: its own, or one that all nodes of a cluster keep the same.

use std::sync::Arc;

use anyhow::Context as _;
use cluster::{Changes, Cluster, Next, Outcome};
use commands::Clock;
use eventlog::EventLog;
use futures_util::StreamExt as _;
use identity::{Broken, Identity, Published, Read, Shared, Span};
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::{AbortHandle, block_in_place};

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
    let changes = Changes::open(cluster, &nats.options()?, RECORD).await;
    let record = Record::new(changes.context("cannot share people on the cluster")?).await?;
    Ok(Some(Arc::new(record)))
}

/// The record of the cluster as the store of people asks for it. The store waits in its own thread.
struct Record {
    changes: Changes,
    runtime: Handle,
    news: watch::Sender<u64>,
    listening: AbortHandle,
}

impl Record {
    async fn new(changes: Changes) -> anyhow::Result<Self> {
        let mut bell = changes.bell().await?;
        let news = watch::Sender::new(0);
        let rung = news.clone();
        let listening = tokio::spawn(async move {
            while bell.next().await.is_some() {
                rung.send_modify(|count| *count += 1);
            }
        });
        let (runtime, listening) = (Handle::current(), listening.abort_handle());
        Ok(Self { changes, runtime, news, listening })
    }

    fn wait<T>(&self, answer: impl Future<Output = T>) -> T {
        block_in_place(|| self.runtime.block_on(answer))
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl Shared for Record {
    fn span(&self) -> Result<Span, Broken> {
        let end = self.wait(self.changes.end())?;
        Ok(Span { first: end.first, last: end.last })
    }

    fn publish(&self, after: u64, change: &[u8]) -> Published {
        match self.wait(self.changes.publish(after, change)) {
            Outcome::Taken => Published::Taken,
            Outcome::Moved => Published::Moved,
            Outcome::Unknown(error) => Published::Unknown(error.into()),
        }
    }

    fn read(&self, after: u64) -> Result<Read, Broken> {
        Ok(match self.wait(self.changes.read(after))? {
            Next::Changes(changes) => Read::Changes(changes),
            Next::Gone => Read::Gone,
        })
    }

    fn keep(&self, at: u64, whole: Vec<u8>) -> Result<(), Broken> {
        Ok(self.wait(self.changes.keep(at, &whole))?)
    }

    fn kept(&self) -> Result<Option<(u64, Vec<u8>)>, Broken> {
        Ok(self.wait(self.changes.kept())?)
    }

    fn kept_at(&self) -> Result<u64, Broken> {
        Ok(self.wait(self.changes.kept_at())?)
    }

    fn news(&self) -> watch::Receiver<u64> {
        self.news.subscribe()
    }
}
