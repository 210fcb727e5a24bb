//! Our log on sled: with checksums, the chain of hashes, the index of streams and of command ids.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use async_trait::async_trait;
use eventlog::contract::{commit, stream};
use eventlog::{EventLog, Position, StreamId};
use eventlog_sled::{Options, SledLog};

use crate::peer::{Peer, Writer};

struct Ours(Arc<SledLog>);

struct Handle {
    log: Arc<SledLog>,
    stream: StreamId,
    last: Position,
}

pub(crate) fn start(folder: &Path) -> anyhow::Result<Box<dyn Peer>> {
    let log = SledLog::open(folder.join("log"), &Options::default()).context("opening the log")?;
    Ok(Box::new(Ours(Arc::new(log))))
}

#[async_trait]
impl Peer for Ours {
    async fn writer(&self, name: &str) -> anyhow::Result<Box<dyn Writer>> {
        let log = Arc::clone(&self.0);
        Ok(Box::new(Handle { log, stream: stream(name), last: Position(0) }))
    }
}

#[async_trait]
impl Writer for Handle {
    async fn append(&mut self, event: &str) -> anyhow::Result<()> {
        let mut next = commit(&self.stream, uuid::Uuid::new_v4().as_u128());
        next.events[0].payload = eventlog::Json::parse(event)?;
        self.last = self.log.append(next, self.last).await?.position;
        Ok(())
    }
}
