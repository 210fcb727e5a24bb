//! One file that only grows, with lengths and without any index: the least that a durable log can do.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use super::committer::{self, Engine, Placed};
use crate::peer::Peer;

struct Plain {
    file: File,
    buffer: Vec<u8>,
}

pub(crate) fn start(folder: &Path) -> anyhow::Result<Box<dyn Peer>> {
    let file = File::create(folder.join("log"))?;
    Ok(committer::start(Plain { file, buffer: Vec::new() }))
}

impl Engine for Plain {
    fn commit(&mut self, group: &[Placed]) -> anyhow::Result<()> {
        self.buffer.clear();
        for placed in group {
            self.buffer.extend(u32::try_from(placed.event.len())?.to_be_bytes());
            for number in [placed.position, placed.stream, placed.version] {
                self.buffer.extend(number.to_be_bytes());
            }
            self.buffer.extend_from_slice(placed.event.as_bytes());
        }
        self.file.write_all(&self.buffer)?;
        Ok(self.file.sync_data()?)
    }
}
