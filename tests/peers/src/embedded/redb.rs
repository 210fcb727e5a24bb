//! redb, a copy-on-write B-tree: events and the index of streams in one transaction.

use std::path::Path;

use redb::{Database, Durability, TableDefinition};

use super::committer::{self, Engine, Placed};
use crate::peer::Peer;

const EVENTS: TableDefinition<u64, &str> = TableDefinition::new("events");
const STREAMS: TableDefinition<(u64, u64), u64> = TableDefinition::new("streams");

struct Redb(Database);

pub(crate) fn start(folder: &Path) -> anyhow::Result<Box<dyn Peer>> {
    Ok(committer::start(Redb(Database::create(folder.join("log.redb"))?)))
}

impl Engine for Redb {
    fn commit(&mut self, group: &[Placed]) -> anyhow::Result<()> {
        let mut writing = self.0.begin_write()?;
        writing.set_durability(Durability::Immediate)?;
        {
            let (mut events, mut streams) =
                (writing.open_table(EVENTS)?, writing.open_table(STREAMS)?);
            for placed in group {
                events.insert(placed.position, placed.event.as_str())?;
                streams.insert((placed.stream, placed.version), placed.position)?;
            }
        }
        Ok(writing.commit()?)
    }
}
