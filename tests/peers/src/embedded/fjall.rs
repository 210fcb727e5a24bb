//! fjall, a log-structured merge tree: events and the index of streams in one atomic batch.

use std::path::Path;

use fjall::{Database, Keyspace, KeyspaceCreateOptions, PersistMode};

use super::committer::{self, Engine, Placed};
use crate::peer::Peer;

struct Fjall {
    database: Database,
    events: Keyspace,
    streams: Keyspace,
}

pub(crate) fn start(folder: &Path) -> anyhow::Result<Box<dyn Peer>> {
    let database = Database::builder(folder.join("fjall")).open()?;
    let events = database.keyspace("events", KeyspaceCreateOptions::default)?;
    let streams = database.keyspace("streams", KeyspaceCreateOptions::default)?;
    Ok(committer::start(Fjall { database, events, streams }))
}

impl Engine for Fjall {
    fn commit(&mut self, group: &[Placed]) -> anyhow::Result<()> {
        let mut batch = self.database.batch().durability(Some(PersistMode::SyncData));
        for placed in group {
            let key = [placed.stream.to_be_bytes(), placed.version.to_be_bytes()].concat();
            batch.insert(&self.events, placed.position.to_be_bytes(), placed.event.as_bytes());
            batch.insert(&self.streams, key, placed.position.to_be_bytes());
        }
        Ok(batch.commit()?)
    }
}
