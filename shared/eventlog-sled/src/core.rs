//! What writer and readers share: the store, the index, the tail, the doorbell, and whether the log still runs.

use eventlog::frame::CHAIN_START;
use eventlog::{CommandId, LogError, Position, Recorded, StreamId};
use tokio::sync::watch;

use crate::block::{Block, damaged};
use crate::index::{Checkpoint, Index};
use crate::reached;
use crate::stats::Counters;
use crate::store::{Store, failed, medium};
use crate::tail::Tail;

/// Commits taken into the index at a time when it is caught up at the start.
const CATCH_UP: usize = 16_384;

pub(crate) struct Core {
    pub(crate) store: Store,
    pub(crate) index: Index,
    pub(crate) tail: Tail,
    pub(crate) counters: Counters,
    /// The chain at the head when the log was opened.
    pub(crate) chain: [u8; 32],
    pub(crate) head: watch::Sender<Position>,
    /// Why it takes nothing more.
    pub(crate) stopped: watch::Sender<Option<String>>,
}

impl Core {
    /// Checks the last block, and brings the index up to it.
    pub(crate) fn open(store: Store) -> Result<Self, LogError> {
        let (head, chain) = match store.log.last().map_err(medium("find the last block"))? {
            None => (Position(0), CHAIN_START),
            Some((key, value)) => {
                let block = Block::open(&key, &value)?;
                block.verify()?;
                (block.last, block.after)
            }
        };
        let core = Self {
            index: Index::open(&store.folder)?,
            tail: Tail::new(head),
            counters: Counters::default(),
            chain,
            head: watch::Sender::new(head),
            stopped: watch::Sender::new(None),
            store,
        };
        core.check_reached(head)?;
        core.catch_up(head)?;
        if head > Position(0) {
            core.note_reached(Checkpoint { position: head, chain });
        }
        Ok(core)
    }

    /// Refuses a log that is shorter than it was or has another past.
    fn check_reached(&self, head: Position) -> Result<(), LogError> {
        let folder = &self.store.folder;
        let reached = match reached::read(folder) {
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                let what = format!(
                    "the file {} says how far the log had come, and is not as it was written; the log itself ends at {}: \
                     if you know that it had not come further, remove the file to go on, else restore a backup",
                    folder.join(reached::NAME).display(),
                    head.0
                );
                return Err(LogError::Damaged { at: Position(head.0 + 1), what });
            }
            reached => reached.map_err(failed(folder, "read the file reached"))?,
        };
        let Some(reached) = reached else {
            return Ok(());
        };
        if self.is_of_this_log(reached, head)? {
            return Ok(());
        }
        Err(LogError::Damaged {
            at: Position(head.0.min(reached.position.0) + 1),
            what: format!(
                "the log in {} ends at {}, but had come to {} and is not its continuation; restore a backup, or \
                 remove the file {} to go on with what is left",
                folder.display(),
                head.0,
                reached.position.0,
                reached::NAME
            ),
        })
    }

    /// Notes how far the log has come; the log is whole without the note, so a failure is only told.
    pub(crate) fn note_reached(&self, at: Checkpoint) {
        if let Err(error) = reached::write(&self.store.folder, at) {
            tracing::warn!(%error, "the file that says how far the log has come cannot be written");
        }
    }

    fn catch_up(&self, head: Position) -> Result<(), LogError> {
        let known = self.index.checkpoint().unwrap_or_else(|error| {
            tracing::warn!(%error, "the index cannot be read; it is made anew from the log");
            None
        });
        let mut at = match known {
            Some(checkpoint) if self.is_of_this_log(checkpoint, head)? => checkpoint.position,
            _ => {
                self.index.clear()?;
                Position(0)
            }
        };
        while at < head {
            let commits = self.read_blocks(at, CATCH_UP, head)?;
            self.index.add(&commits);
            if self.index.is_full() {
                self.index.write_behind()?;
            }
            at = commits.last().map_or(head, |recorded| recorded.position);
        }
        Ok(())
    }

    /// False when the log does not go through this place.
    fn is_of_this_log(&self, checkpoint: Checkpoint, head: Position) -> Result<bool, LogError> {
        if checkpoint.position > head || checkpoint.position == Position(0) {
            return Ok(false);
        }
        let there = self.read_blocks(Position(checkpoint.position.0 - 1), 1, head)?;
        Ok(there.first().is_some_and(|recorded| recorded.hash == checkpoint.chain))
    }

    /// Commits after `after` from the medium, never past `head`.
    pub(crate) fn read_blocks(
        &self,
        after: Position,
        limit: usize,
        head: Position,
    ) -> Result<Vec<Recorded>, LogError> {
        let mut found = Vec::new();
        if after >= head || limit == 0 {
            return Ok(found);
        }
        let mut next = Position(after.0 + 1);
        let mut chain = None;
        let first = self.block_key(next)?;
        for entry in self.store.log.range(first..) {
            let (key, value) = entry.map_err(medium("read a block"))?;
            let block = Block::open(&key, &value)?;
            if block.first > next || block.last < next {
                return Err(damaged(next, "no block has this position"));
            }
            if chain.is_some_and(|chain| chain != block.before) {
                return Err(damaged(next, "the chain does not continue from the block before"));
            }
            chain = Some(block.after);
            for record in block.records_from(next)? {
                let record = record?;
                if found.len() >= limit || record.position > head {
                    return Ok(found);
                }
                found.push(record.decode()?);
            }
            next = Position(block.last.0 + 1);
            if found.len() >= limit || next > head {
                return Ok(found);
            }
        }
        Err(damaged(next, "no block has this position"))
    }

    /// Key of the block that has `position`.
    fn block_key(&self, position: Position) -> Result<sled::IVec, LogError> {
        let until = position.0.saturating_add(1).to_be_bytes();
        let block = self.store.log.get_lt(until).map_err(medium("find a block"))?;
        block.map(|(key, _)| key).ok_or_else(|| damaged(position, "no block has this position"))
    }

    /// One commit.
    fn one(&self, position: Position) -> Result<Recorded, LogError> {
        if let Some(recorded) = self.tail.get(position) {
            return Ok(recorded);
        }
        let mut found = self.read_blocks(Position(position.0 - 1), 1, position)?;
        found.pop().ok_or_else(|| damaged(position, "no block has this position"))
    }

    pub(crate) fn read_stream(
        &self,
        stream: &StreamId,
        after: Position,
        limit: usize,
    ) -> Result<Vec<Recorded>, LogError> {
        let head = *self.head.borrow();
        let positions = self.index.positions(stream, after, limit)?;
        let visible = positions.into_iter().take_while(|&position| position <= head);
        visible.map(|position| self.of(position, |r| r.commit.stream == *stream)).collect()
    }

    pub(crate) fn find(&self, command: CommandId) -> Result<Option<Recorded>, LogError> {
        let head = *self.head.borrow();
        let position = self.index.position_of(command)?.filter(|&position| position <= head);
        position.map(|at| self.of(at, |r| r.commit.command_id == command)).transpose()
    }

    /// The commit at a position the index named, if the index is right.
    fn of(&self, at: Position, fits: impl Fn(&Recorded) -> bool) -> Result<Recorded, LogError> {
        let recorded = self.one(at)?;
        if fits(&recorded) {
            Ok(recorded)
        } else {
            Err(damaged(at, "the index names another commit"))
        }
    }

    /// The first reason counts.
    pub(crate) fn stop(&self, reason: &str) {
        let first = self.stopped.send_if_modified(|stopped| {
            let first = stopped.is_none();
            stopped.get_or_insert_with(|| reason.to_owned());
            first
        });
        if first {
            tracing::info!(reason, "the log stops");
        }
        // Also lets go of a writer that waits for an indexer that has failed.
        self.index.stop();
    }

    pub(crate) fn running(&self) -> Result<(), LogError> {
        let reason = self.stopped.borrow().clone();
        reason.map_or(Ok(()), |reason| Err(LogError::Stopped(reason)))
    }

    pub(crate) fn why_stopped(&self) -> LogError {
        let reason = self.stopped.borrow().clone();
        LogError::Stopped(reason.unwrap_or_else(|| "it was closed".into()))
    }
}
